import type { Logger } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { dictionariesOf } from './dictionaries.js';
import type { ReferenceListsRepository } from './reference-lists.repository.js';
import type { ReferenceListKind } from './reference-lists.types.js';

const checkedForMs = 10_000;
const retryMs = 60_000;
const kinds = ['asn', 'country'] as const;

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

  /** Has the dictionaries of a kind read anew, after its list changed. When that fails, requests go without, or with the old one. */
  async reload(kind: ReferenceListKind): Promise<boolean> {
    this.forget();
    try {
      await this.lists.reload(kind);
      return true;
    } catch (error) {
      this.logger.error(
        { err: error, kind },
        'a reference list cannot be loaded: requests go without it, or with the one before',
      );
      return false;
    }
  }

  private async load(now: number): Promise<boolean> {
    const { loaded } = await this.lists.dictionaries();
    if (kinds.flatMap(dictionariesOf).every((name) => loaded.has(name))) return true;
    const isThere = (await this.lists.all()).some(
      ({ kind, removed }) => !removed && kinds.some((each) => each === kind),
    );
    if (!isThere || now < this.retryAt) return false;
    for (const kind of kinds) {
      if (await this.reload(kind)) continue;
      this.retryAt = now + retryMs;
      return false;
    }
    return true;
  }
}
