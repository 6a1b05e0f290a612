import { invalid } from '../http/invalid.js';
import type { RecordFields } from '../records/records.types.js';
import { checkedBlock, checkedExpiry, checkedNetwork } from '../records/subject.js';
import type { StoredRule } from './rules.repository.js';
import type { NewRule, Rule, RuleChange, RuleField, RuleKind } from './rules.types.js';

const fourHours = 14_400;

/** What a kind of rule has, and what it must not have. */
const fieldsOfKind = {
  allow: { needs: ['field', 'value'], forbids: ['min_score', 'duration_s'] },
  deny: { needs: ['field', 'value'], forbids: ['min_score', 'duration_s'] },
  detect: { needs: ['min_score'], forbids: ['field', 'value', 'duration_s'] },
  block: { needs: ['min_score'], forbids: ['field', 'value'] },
} as const;

/** How values are checked and written; addresses have a way of their own. */
const forms: Record<Exclude<RuleField, 'address'>, { fits: RegExp; says: string; write: (value: string) => string }> = {
  ja4: {
    fits: /^[tqd]\w{9}_[0-9a-f]{12}_[0-9a-f]{12}$/i,
    says: 'must be a JA4 like t13d1516h2_8daaf6152771_02713d6af862',
    write: (value) => value.toLowerCase(),
  },
  asn: {
    fits: /^(AS)?[1-9]\d{0,9}$/i,
    says: 'must be the number of a network, like 64496 or AS64496',
    write: (value) => value.replace(/^AS/i, ''),
  },
  country: {
    fits: /^[a-z]{2}$/i,
    says: 'must be a country of two letters (ISO 3166-1)',
    write: (value) => value.toUpperCase(),
  },
  user_agent: { fits: /^.*[^*]/s, says: 'must not be empty or * alone', write: (value) => value },
  host: { fits: /^.*[^*]/s, says: 'must not be empty or * alone', write: (value) => value.toLowerCase() },
};

/**
 * Returns a rule as it is stored.
 * @throws Problem validation-failed naming what is missing, too much or wrong
 */
export function checkedRule(
  rule: NewRule,
  nowMs: number,
): Omit<StoredRule, keyof RecordFields | 'rule_id' | 'awaits_second'> {
  const { needs, forbids } = fieldsOfKind[rule.kind];
  for (const name of needs) {
    if (rule[name] === undefined) throw invalid(`/${name}`, `is required for kind ${rule.kind}`);
  }
  refuseForbidden(rule, rule.kind, forbids);
  const { kind, field, value = '', host = '', min_score = 0, duration_s, comment = '', expires_at } = rule;
  return {
    kind,
    field: field ?? '',
    value: field === undefined ? '' : checkedValue(kind, field, value),
    host: host.toLowerCase(),
    min_score,
    duration_s: kind === 'block' ? (duration_s ?? fourHours) : 0,
    comment,
    expires_at: checkedExpiry(expires_at, nowMs),
  };
}

/** @throws Problem validation-failed when the kind of the rule has no such property */
export function refuseForbidden(
  change: NewRule | RuleChange,
  kind: Rule['kind'],
  forbids = fieldsOfKind[kind].forbids as readonly string[],
): void {
  const wrong = Object.keys(change).find((name) => forbids.includes(name));
  if (wrong) throw invalid(`/${wrong}`, `is not of a rule of kind ${kind}`);
}

function checkedValue(kind: RuleKind, field: RuleField, value: string): string {
  if (field === 'address') return (kind === 'deny' ? checkedBlock : checkedNetwork)(value, '/value');
  const { fits, says, write } = forms[field];
  if (!fits.test(value)) throw invalid('/value', says);
  return write(value);
}

/** Returns a rule as the specification shows it. */
export function shownRule(stored: StoredRule): Rule {
  const { field, value, min_score, duration_s, ...common } = stored;
  const isList = stored.kind === 'allow' || stored.kind === 'deny';
  return {
    ...common,
    field: isList ? (field as RuleField) : null,
    value: isList ? value : null,
    min_score: isList ? null : min_score,
    duration_s: stored.kind === 'block' ? duration_s : null,
  };
}
