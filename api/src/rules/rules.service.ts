import type { Clock } from '../context.js';
import type { DecisionsService } from '../decisions/decisions.service.js';
import type { Caller } from '../http/caller.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import type { Records } from '../records/records.js';
import { confirmation, type TwoPersons } from '../records/two-persons.js';
import { checkedAddress, checkedExpiry, speaksAnew } from '../records/subject.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { Effect, EvaluatedPart } from '../verdicts/verdicts.types.js';
import { checkedRule, refuseForbidden, shownRule } from './rule.js';
import type { RuleConditions, RulesRepository, StoredRule } from './rules.repository.js';
import type {
  AppliedRule,
  NewRule,
  Rule,
  RuleChange,
  RulePage,
  RuleSearch,
  RuleTrial,
  RuleTrialResult,
} from './rules.types.js';

export class RulesService {
  constructor(
    private readonly rules: RulesRepository,
    private readonly records: Records<StoredRule, RuleConditions>,
    private readonly verdicts: VerdictsService,
    private readonly decisions: DecisionsService,
    private readonly twoPersons: TwoPersons,
    private readonly clock: Clock,
  ) {}

  async list(query: RuleSearch): Promise<RulePage> {
    const { limit, cursor, count, ...filters } = query;
    const address = checkedAddress(filters.address, 'query.address');
    const page = await this.records.list(query, { ...filters, address, now: this.clock.now() });
    return { ...page, items: page.items.map(shownRule) };
  }

  async get(ruleId: string): Promise<Rule> {
    return shownRule(await this.records.get(ruleId));
  }

  /** @throws Problem conflict when a rule says the same in the same place */
  async create(wanted: NewRule, caller: Caller): Promise<AppliedRule> {
    const now = this.clock.now();
    const awaits_second = this.twoPersons.mustConfirm(hides(wanted), caller);
    const fields = { ...checkedRule(wanted, now), awaits_second };
    const created = await this.records.create(fields, caller, () => this.refuseSame(fields, now));
    return { ...shownRule(created), effect: await this.verdicts.settle(caller.name) };
  }

  /** @throws Problem conflict when it would say the same in the same place as another */
  async change(ruleId: string, change: RuleChange, ifMatch: string | undefined, caller: Caller): Promise<AppliedRule> {
    const { expires_at, ...fields } = change;
    const now = this.clock.now();
    const expiry = expires_at === undefined ? {} : { expires_at: checkedExpiry(expires_at, now) };
    const changed = await this.records.change(ruleId, ifMatch, caller, async (stored) => {
      refuseForbidden(change, stored.kind);
      const host = fields.host === undefined ? {} : { host: fields.host.toLowerCase() };
      if (speaksAnew(stored, { ...host, ...expiry }, now)) await this.refuseSame({ ...stored, ...host }, now, ruleId);
      return { ...fields, ...host, ...expiry, awaits_second: this.twoPersons.mustConfirm(hides(stored), caller) };
    });
    return { ...shownRule(changed), effect: await this.verdicts.settle(caller.name) };
  }

  /** @throws Problem conflict when it waits for nobody, or the caller is who made or changed it */
  async confirm(ruleId: string, ifMatch: string | undefined, caller: Caller): Promise<AppliedRule> {
    const confirmed = await this.records.change(ruleId, ifMatch, caller, (stored) => confirmation(stored, caller));
    return { ...shownRule(confirmed), effect: await this.verdicts.settle(caller.name) };
  }

  async remove(ruleId: string, ifMatch: string | undefined, caller: Caller): Promise<Effect> {
    await this.records.remove(ruleId, ifMatch, caller);
    return this.verdicts.settle(caller.name);
  }

  /** Returns what a rule would change of what is stored now. */
  async dryRun({ rule, replaces }: RuleTrial): Promise<RuleTrialResult> {
    if (rule === undefined && replaces === undefined) throw invalid('/rule', 'or replaces is required');
    const replaced = replaces === undefined ? undefined : await this.records.get(replaces);
    const checked = rule && checkedRule(rule, this.clock.now());
    const without = replaces === undefined ? {} : { without: replaces };
    const isBlock = checked?.kind === 'block';
    const { kind, field, value, host, min_score } = checked ?? {
      kind: '',
      field: '',
      value: '',
      host: '',
      min_score: 0,
    };
    const candidate = { field: kind === 'detect' ? 'any' : field, value, host, effect: kind, min_score };
    const [tried, seen, blocked_addresses] = await Promise.all([
      this.verdicts.tried({ ...without, ...(checked && !isBlock && { candidate }) }),
      field ? this.verdicts.seenBy(candidate) : { addresses: 0, requests: 0 },
      isBlock || replaced?.kind === 'block'
        ? this.decisions.countByDetections({ ...without, ...(isBlock && { candidate: checked }) })
        : null,
    ]);
    const { suppressed, raised, released } = tried;
    return { suppressed, raised, released, blocked_addresses, ...seen };
  }

  private async refuseSame(rule: Parameters<RulesRepository['same']>[0], now: number, own?: string): Promise<void> {
    const same = await this.rules.same(rule, now, own);
    if (same) throw new Problem('conflict', `The rule ${same} says this already: change or remove it.`);
  }

  evaluate(part: number): Promise<EvaluatedPart> {
    return this.verdicts.evaluatePart(part);
  }
}

/** What keeps detections out of sight, and with them attacks. */
const hides = ({ kind }: Pick<Rule, 'kind'>): boolean => kind === 'allow' || kind === 'detect';
