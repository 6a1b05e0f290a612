import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { Records } from '../records/records.js';
import { checkedAddress, checkedExpiry, checkedNetwork } from '../records/subject.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { Effect } from '../verdicts/verdicts.types.js';
import type { LabelConditions, LabelsRepository } from './labels.repository.js';
import type {
  AppliedLabel,
  Label,
  LabelChange,
  LabelPage,
  LabelSearch,
  LabelSuggestionPage,
  LabelSuggestionSearch,
  NewLabel,
} from './labels.types.js';

export class LabelsService {
  constructor(
    private readonly labels: LabelsRepository,
    private readonly records: Records<Label, LabelConditions>,
    private readonly verdicts: VerdictsService,
    private readonly clock: Clock,
  ) {}

  list(query: LabelSearch): Promise<LabelPage> {
    const { limit: _, cursor: __, count: ___, ...filters } = query;
    checkedAddress(filters.address, 'query.address');
    return this.records.list(query, { ...filters, now: this.clock.now() });
  }

  get(labelId: string): Promise<Label> {
    return this.records.get(labelId);
  }

  /** @throws Problem conflict when the same subject has a label there already */
  async create(wanted: NewLabel, caller: Caller): Promise<AppliedLabel> {
    const { label, subject, host = '', comment = '', expires_at } = wanted;
    const now = this.clock.now();
    const value = checkedValue(wanted);
    const fields = { label, subject, value, host, comment, expires_at: checkedExpiry(expires_at, now) };
    const created = await this.records.create(fields, caller, async () => {
      const same = await this.labels.same(fields, now);
      if (same) throw new Problem('conflict', `The label ${same} speaks of this already: change or remove it.`);
    });
    return { ...created, effect: await this.verdicts.settle(caller.name) };
  }

  async change(
    labelId: string,
    change: LabelChange,
    ifMatch: string | undefined,
    caller: Caller,
  ): Promise<AppliedLabel> {
    const { expires_at, ...fields } = change;
    const expiry = expires_at === undefined ? {} : { expires_at: checkedExpiry(expires_at, this.clock.now()) };
    const changed = await this.records.change(labelId, ifMatch, caller, () => ({ ...fields, ...expiry }));
    return { ...changed, effect: await this.verdicts.settle(caller.name) };
  }

  async remove(labelId: string, ifMatch: string | undefined, caller: Caller): Promise<Effect> {
    await this.records.remove(labelId, ifMatch, caller);
    return this.verdicts.settle(caller.name);
  }

  async suggestions({ limit = 50, cursor, ...query }: LabelSuggestionSearch): Promise<LabelSuggestionPage> {
    const [weight, value] = cursor === undefined ? [] : decodeCursor(query, cursor, 2);
    const after = cursor === undefined ? undefined : { weight: Number(weight), value: String(value) };
    const found = await this.labels.suggestions(query.subject, limit + 1, after);
    const page = pageOf(found, limit, query, (item) => [item.weight, item.value]);
    return { ...page, items: page.items.map(({ weight: _, ...item }) => item) };
  }
}

function checkedValue({ subject, value }: NewLabel): string {
  if (subject === 'address') return checkedNetwork(value, '/value');
  if (subject === 'detection' && !isUuid(value)) throw invalid('/value', 'must be the id of a detection');
  if (subject === 'ja4' && !/^[tqd]\w{9}_[0-9a-f]{12}_[0-9a-f]{12}$/.test(value)) {
    throw invalid('/value', 'must be a JA4 like t13d1516h2_8daaf6152771_02713d6af862');
  }
  return value.toLowerCase();
}
