import type { Logger } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { dictionaries } from './dictionaries.js';
import type { ReferenceListsRepository } from './reference-lists.repository.js';

const checkedForMs = 10_000;
const retryMs = 60_000;

/**
 * Knows whether the join may ask the dictionaries of networks and countries: a statement that asks one which cannot be
 * loaded would fail. Without a list they stay unloaded and take no memory; the first who wants them loads them.
 */
export class NetworkLookup {
  private isReady = false;
  private checkAt = 0;
  private retryAt = 0;

  constructor(
    private readonly lists: ReferenceListsRepository,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** Resolves to true when every dictionary can be asked; waits for them to be loaded when there is a list. */
  async ready(): Promise<boolean> {
    const now = this.clock.now();
    if (now >= this.checkAt) {
      this.isReady = await this.load(now);
      this.checkAt = now + checkedForMs;
    }
    return this.isReady;
  }

  /** Makes the next caller look again. */
  forget(): void {
    this.checkAt = 0;
  }

  private async load(now: number): Promise<boolean> {
    const all = Object.values(dictionaries).flat();
    const loaded = await this.lists.loaded();
    if (all.every((name) => loaded.has(name))) return true;
    const isThere = (await this.lists.all()).some(({ kind, removed }) => !removed && dictionaries[kind]);
    if (!isThere || now < this.retryAt) return false;
    try {
      for (const kind of ['asn', 'country'] as const) await this.lists.reload(kind);
      return true;
    } catch (error) {
      this.retryAt = now + retryMs;
      this.logger.error({ err: error }, 'the lists of networks and countries cannot be loaded: requests go without');
      return false;
    }
  }
}
