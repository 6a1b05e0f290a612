import type { Redis } from 'ioredis';
import { Problem } from '../http/problem.js';
import type { ReferenceListsService } from '../reference-lists/reference-lists.service.js';
import { withLock } from '../store/redis-lock.js';
import type { FingerprintsRepository } from './fingerprints.repository.js';
import type { DictionaryEntry, Promotion } from './fingerprints.types.js';

/** The list of known clients that analysts write, entry by entry. */
const promotedList = 'promoted';
const maxEntries = 10_000;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Writes the list anew with each change: it is small, and readers see the old one or the new one. */
export class Promotions {
  /** @param lockName one for each database */
  constructor(
    private readonly fingerprints: FingerprintsRepository,
    private readonly lists: ReferenceListsService,
    private readonly redis: Redis,
    private readonly lockName: string,
  ) {}

  /** @throws Problem conflict when the list is full */
  async put(ja4: string, { client, category }: Promotion, by: string): Promise<DictionaryEntry> {
    const entry = { ja4, list: promotedList, client, category };
    await this.change(by, (entries) => [...entries.filter((known) => known.ja4 !== ja4), entry]);
    return entry;
  }

  /** @throws Problem not-found */
  async remove(ja4: string, by: string): Promise<void> {
    await this.change(by, (entries) => {
      if (!entries.some((known) => known.ja4 === ja4)) throw new Problem('not-found', `${ja4} was not promoted.`);
      return entries.filter((known) => known.ja4 !== ja4);
    });
  }

  private async change(by: string, change: (entries: DictionaryEntry[]) => DictionaryEntry[]): Promise<void> {
    await withLock(this.redis, this.lockName, async () => {
      const entries = change(await this.fingerprints.entries(promotedList));
      if (entries.length > maxEntries) throw new Problem('conflict', `The list holds ${maxEntries} fingerprints.`);
      if (entries.length === 0) return this.lists.remove(promotedList);
      const lines = entries.map(({ ja4, client, category }) => `${ja4},${quoted(client)},${category}\n`);
      const facts = { kind: 'clients', source: 'promoted by analysts' } as const;
      await this.lists.import(promotedList, facts, [Buffer.from(lines.join(''))], by);
    });
  }
}
