import { formatDecimal, formatWhole } from '#lib/format.ts';

import type { Schemas } from '@ja4-platform/sdk';

export const rules = {
  add: 'Add a rule',
  save: 'Add the rule',
  kind: 'Kind',
  kinds: { allow: 'Suppress', deny: 'Deny', detect: 'Threshold', block: 'Block from a score' },
  effects: {
    allow: 'Its detections are kept out of lists, and its addresses are never handed out as a block.',
    deny: 'Its detections are raised, and its addresses are blocked.',
    detect: 'Detections below this score are kept out of lists.',
    block: 'Addresses with a detection from this score on are blocked for some time.',
  },
  field: 'What it speaks of',
  fields: {
    address: 'Address or block',
    ja4: 'JA4',
    asn: 'Network (ASN)',
    country: 'Country',
    user_agent: 'User-Agent',
    host: 'Host',
  },
  value: 'Value',
  minScore: 'Score, 0 to 1',
  duration: 'Hours after it was last seen',
  dryRun: 'What would it do?',
  would: (trial: Schemas['RuleTrialResult']) =>
    [
      `Now it would suppress ${formatWhole(trial.suppressed)}, raise ${formatWhole(trial.raised)} and give back ${formatWhole(trial.released)} detections`,
      ...(trial.blocked_addresses === null ? [] : [`block ${formatWhole(trial.blocked_addresses)} addresses`]),
      `it speaks of ${formatWhole(trial.addresses)} addresses and ${formatWhole(trial.requests)} requests of the last 24 hours.`,
    ].join('; '),
  columns: { kind: 'Kind', what: 'What', comment: 'Comment', expires: 'Ends', created: 'Made' },
  from: (score: number) => `score from ${formatDecimal(score)}`,
  below: (score: number) => `score below ${formatDecimal(score)}`,
  lasts: (text: string) => `for ${text}`,
  all: 'All rules',
  filter: 'Kind',
  empty: 'No rule',
  emptyDetail: 'Rules suppress what you know, deny what you do not want, and say from which score on to block.',
};
