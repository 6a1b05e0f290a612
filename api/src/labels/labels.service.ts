import { inEnglish, message } from '@ja4-platform/common';
import { validate as isUuid } from 'uuid';
import type { CampaignViewsRepository } from '../campaigns/views.repository.js';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { Records } from '../records/records.js';
import { confirmation, type TwoPersons } from '../records/two-persons.js';
import { checkedAddress, checkedExpiry, checkedNetwork, speaksAnew } from '../records/subject.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { Effect } from '../verdicts/verdicts.types.js';
import type { LabelConditions, LabelsRepository, WeighedSuggestion } from './labels.repository.js';
import type {
  AppliedLabel,
  AppliedLabels,
  Label,
  LabelChange,
  LabelPage,
  LabelSearch,
  LabelSubject,
  LabelSuggestion,
  LabelSuggestionPage,
  LabelSuggestionSearch,
  NewLabel,
  NewLabels,
} from './labels.types.js';

const suggestionList = 'labels.suggestions';
/** Members of a campaign that are labelled at once. */
const maxMembers = 50_000;

export class LabelsService {
  constructor(
    private readonly labels: LabelsRepository,
    private readonly records: Records<Label, LabelConditions>,
    private readonly campaigns: Pick<CampaignViewsRepository, 'addresses'>,
    private readonly verdicts: VerdictsService,
    private readonly twoPersons: TwoPersons,
    private readonly clock: Clock,
  ) {}

  list(query: LabelSearch): Promise<LabelPage> {
    const { limit, cursor, count, ...filters } = query;
    const address = checkedAddress(filters.address, 'query.address');
    return this.records.list(query, { ...filters, address, now: this.clock.now() });
  }

  get(labelId: string): Promise<Label> {
    return this.records.get(labelId);
  }

  /** @throws Problem conflict when the same subject has a label there already */
  async create(wanted: NewLabel, caller: Caller): Promise<AppliedLabel> {
    const { label, subject, comment = '', expires_at } = wanted;
    const now = this.clock.now();
    const [value, host] = [checkedValue(wanted), hostOf(wanted)];
    const awaits_second = this.twoPersons.mustConfirm(label === 'legitimate', caller);
    const fields = { label, subject, value, host, comment, expires_at: checkedExpiry(expires_at, now), awaits_second };
    const created = await this.records.create(fields, caller, () => this.refuseSame(fields, now));
    return { ...created, effect: await this.verdicts.settle(caller.name) };
  }

  /** Labels what has no label there yet. */
  async createMany(wanted: NewLabels, caller: Caller): Promise<AppliedLabels> {
    const { label, comment = '', expires_at } = wanted;
    const now = this.clock.now();
    const host = hostOf(wanted);
    const { subject, values } = await this.chosen(wanted);
    const awaits_second = this.twoPersons.mustConfirm(label === 'legitimate', caller);
    const common = { label, subject, host, comment, expires_at: checkedExpiry(expires_at, now), awaits_second };
    const created = await this.records.createMany(caller, async () => {
      const labelled = await this.labels.labelled(common, values, now);
      return values.filter((value) => !labelled.has(value)).map((value) => ({ ...common, value }));
    });
    return { created, known: values.length - created, effect: await this.verdicts.settle(caller.name) };
  }

  /** @throws Problem conflict when it waits for nobody, or the caller is who made or changed it */
  async confirm(labelId: string, ifMatch: string | undefined, caller: Caller): Promise<AppliedLabel> {
    const confirmed = await this.records.change(labelId, ifMatch, caller, (stored) => confirmation(stored, caller));
    return { ...confirmed, effect: await this.verdicts.settle(caller.name) };
  }

  /** @throws Problem conflict when another label would speak of the same subject in the same place */
  async change(
    labelId: string,
    change: LabelChange,
    ifMatch: string | undefined,
    caller: Caller,
  ): Promise<AppliedLabel> {
    const { expires_at, ...fields } = change;
    const now = this.clock.now();
    const expiry = expires_at === undefined ? {} : { expires_at: checkedExpiry(expires_at, now) };
    const changed = await this.records.change(labelId, ifMatch, caller, async (stored) => {
      const host = fields.host === undefined ? {} : { host: hostOf(fields) };
      if (speaksAnew(stored, { ...host, ...expiry }, now)) await this.refuseSame({ ...stored, ...host }, now, labelId);
      const isBenign = (fields.label ?? stored.label) === 'legitimate';
      return { ...fields, ...host, ...expiry, awaits_second: this.twoPersons.mustConfirm(isBenign, caller) };
    });
    return { ...changed, effect: await this.verdicts.settle(caller.name) };
  }

  async remove(labelId: string, ifMatch: string | undefined, caller: Caller): Promise<Effect> {
    await this.records.remove(labelId, ifMatch, caller);
    return this.verdicts.settle(caller.name);
  }

  private async refuseSame(label: Parameters<LabelsRepository['same']>[0], now: number, own?: string): Promise<void> {
    const same = await this.labels.same(label, now, own);
    if (same) throw new Problem('conflict', `The label ${same} speaks of this already: change or remove it.`);
  }

  /** The values of `values`, or the addresses of the members of a campaign, each once. */
  private async chosen({ subject, values, campaign }: NewLabels): Promise<{ subject: LabelSubject; values: string[] }> {
    if ((values === undefined) === (campaign === undefined)) {
      throw invalid('/values', 'or campaign is to be sent, not both');
    }
    if (campaign !== undefined) {
      const addresses = isUuid(campaign) ? await this.campaigns.addresses(campaign, maxMembers + 1) : [];
      if (!addresses.length) throw new Problem('not-found', `There is no campaign ${campaign}.`);
      if (addresses.length > maxMembers) throw invalid('/campaign', `has more than ${maxMembers} members`);
      return { subject: 'address', values: addresses };
    }
    if (subject === undefined) throw invalid('/subject', 'is required with values');
    const checked = values!.map((value, at) => checkedValue({ subject, value }, `/values/${at}`));
    return { subject, values: [...new Set(checked)] };
  }

  async suggestions({
    limit = 50,
    cursor,
    count = false,
    ...query
  }: LabelSuggestionSearch): Promise<LabelSuggestionPage> {
    const [weight, value] = cursor === undefined ? [] : decodeCursor(suggestionList, query, cursor, 2);
    const after = cursor === undefined ? undefined : { weight: Number(weight), value: String(value) };
    const [found, total] = await Promise.all([
      this.labels.suggestions(query.subject, limit + 1, after),
      count ? this.labels.countSuggestions(query.subject) : undefined,
    ]);
    const page = pageOf(suggestionList, found, limit, query, (item) => [item.weight, item.value], total);
    return { ...page, items: page.items.map(toldSuggestion) };
  }
}

/** A host as requests have it: httpd writes it in small letters. */
function hostOf({ host = '' }: { host?: string }): string {
  return host.toLowerCase();
}

function toldSuggestion({ weight, client_ip: address, host, ...item }: WeighedSuggestion): LabelSuggestion {
  const { subject, detections, addresses } = item;
  const told =
    subject === 'ja4'
      ? message('suggestion.ja4', { detections, addresses })
      : message('suggestion.detection', { address, host });
  return { ...item, detail: inEnglish(told), message: told };
}

function checkedValue({ subject, value }: Pick<NewLabel, 'subject' | 'value'>, location = '/value'): string {
  if (subject === 'address') return checkedNetwork(value, location);
  if (subject === 'detection' && !isUuid(value)) throw invalid(location, 'must be the id of a detection');
  if (subject === 'ja4' && !/^[tqd]\w{9}_[0-9a-f]{12}_[0-9a-f]{12}$/.test(value)) {
    throw invalid(location, 'must be a JA4 like t13d1516h2_8daaf6152771_02713d6af862');
  }
  return value.toLowerCase();
}
