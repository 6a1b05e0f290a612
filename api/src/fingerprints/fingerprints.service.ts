import type { Clock } from '../context.js';
import type { EntitiesRepository } from '../entities/entities.repository.js';
import { decodeJa4, Ja4SyntaxError, type DecodedJa4 } from '../generated/decode/decode-ja4.js';
import { decodeCursor } from '../http/cursor.js';
import { groupList } from '../http/group-list.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { hourRange, isoTime, rangeOfAnswer, type TimeRange } from '../http/time-range.js';
import type { DictionaryPosition, FingerprintsRepository, SeenFingerprint } from './fingerprints.repository.js';
import type {
  DecodedFingerprint,
  FingerprintClient,
  FingerprintDetail,
  FingerprintPage,
  FingerprintRange,
  FingerprintSearch,
  DictionaryEntry,
  DictionaryPage,
  DictionarySearch,
  Fingerprint,
  Promotion,
} from './fingerprints.types.js';
import type { Promotions } from './promotions.js';

const dictionaryList = 'fingerprints.clients';
const sharedAttributes = ['ip', 'asn', 'user_agent', 'host', 'header_order', 'tcp_options', 'ja3'] as const;
const sharedValues = 10;

export class FingerprintsService {
  constructor(
    private readonly fingerprints: FingerprintsRepository,
    private readonly entities: EntitiesRepository,
    private readonly promotions: Promotions,
    private readonly clock: Clock,
  ) {}

  async list(search: FingerprintSearch): Promise<FingerprintPage> {
    const groupsOf = (range: TimeRange) => this.fingerprints.list(search, range);
    const { items, ...page } = await groupList('fingerprints.list', search, this.clock.now(), groupsOf);
    return { ...page, items: await this.withNames(items, rangeOfAnswer(page), search.host) };
  }

  async get(ja4: string, search: FingerprintRange): Promise<FingerprintDetail> {
    const decoded = decodedOr(ja4, (reason) => new Problem('not-found', `This is no JA4: it ${reason}.`));
    const range = hourRange(search, this.clock.now());
    const [found, known, shared] = await Promise.all([
      this.fingerprints.get(ja4, range),
      this.clientsOf([ja4]),
      this.entities.related({ type: 'ja4', value: ja4, range }, sharedAttributes, sharedValues),
    ]);
    const [[seen], raw] = found
      ? await Promise.all([this.withNames([found], range, undefined, known), this.fingerprints.raw(found)])
      : [[], null];
    const decodedRaw = raw === null ? null : decodedOr(raw, () => undefined);
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      decoded,
      ...(decodedRaw ? { decoded_raw: decodedRaw } : {}),
      ...(seen ? { seen } : {}),
      clients: known.get(ja4) ?? [],
      requests_read: shared.requests_read,
      shared_by: shared.items,
    };
  }

  /** Adds their spread, and what User-Agents and the dictionary say of them. */
  private async withNames(
    found: readonly SeenFingerprint[],
    range: TimeRange,
    host?: string,
    known?: Map<string, FingerprintClient[]>,
  ): Promise<Fingerprint[]> {
    const ja4s = found.map(({ ja4 }) => ja4);
    if (ja4s.length === 0) return [];
    const [spread, browsers, clients] = await Promise.all([
      host === undefined ? this.fingerprints.spread(ja4s, range) : undefined,
      this.fingerprints.browsers(ja4s, range, host),
      known ?? this.clientsOf(ja4s),
    ]);
    return found.map(({ ja4, ...item }) => ({
      ...{ ja4, hosts: 0, asns: 0, ...item, ...spread?.get(ja4) },
      browsers: browsers.get(ja4) ?? [],
      clients: clients.get(ja4) ?? [],
    }));
  }

  /** @throws Problem validation-failed when it is no JA4 */
  async decode(ja4: string): Promise<DecodedFingerprint> {
    const decoded = decodedOr(ja4, (reason) => invalid('query.ja4', reason));
    return { decoded, clients: (await this.clientsOf([ja4])).get(ja4) ?? [] };
  }

  async known({ limit = 50, cursor, count = false, ...query }: DictionarySearch): Promise<DictionaryPage> {
    const after = cursor === undefined ? undefined : position(query, cursor);
    const [found, total] = await Promise.all([
      this.fingerprints.known(query, limit + 1, after),
      count ? this.fingerprints.countKnown(query) : undefined,
    ]);
    return pageOf(dictionaryList, found, limit, query, ({ ja4, client, list }) => [ja4, client, list], total);
  }

  /** @throws Problem not-found when it is no JA4 */
  promote(ja4: string, promotion: Promotion, by: string): Promise<DictionaryEntry> {
    const { form } = decodedOr(ja4, (reason) => new Problem('not-found', `This is no JA4: it ${reason}.`));
    if (form !== 'ja4') throw new Problem('not-found', 'Only a JA4 of hashes can be promoted.');
    return this.promotions.put(ja4, promotion, by);
  }

  demote(ja4: string, by: string): Promise<void> {
    return this.promotions.remove(ja4, by);
  }

  private async clientsOf(ja4s: readonly string[]): Promise<Map<string, FingerprintClient[]>> {
    const known = new Map<string, FingerprintClient[]>(ja4s.map((ja4) => [ja4, []]));
    for (const { ja4, ...client } of await this.fingerprints.clients(ja4s)) known.get(ja4)?.push(client);
    return known;
  }
}

/** Returns the JA4 in words; of a text that is none what `otherwise` makes of the reason, thrown when it is a problem. */
function decodedOr(ja4: string, otherwise: (reason: string) => Problem): DecodedJa4;
function decodedOr(ja4: string, otherwise: (reason: string) => undefined): DecodedJa4 | null;
function decodedOr(ja4: string, otherwise: (reason: string) => Problem | undefined): DecodedJa4 | null {
  try {
    return decodeJa4(ja4);
  } catch (error) {
    if (!(error instanceof Ja4SyntaxError)) throw error;
    const problem = otherwise(error.message);
    if (problem) throw problem;
    return null;
  }
}

function position(query: unknown, cursor: string): DictionaryPosition {
  const [ja4, client, list] = decodeCursor(dictionaryList, query, cursor, 3).map(String);
  return { ja4: ja4!, client: client!, list: list! };
}
