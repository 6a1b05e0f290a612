import type { Logger } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import type { Store } from '../store/store.js';

const flushEveryMs = 30_000;
/** Callers remembered between two writes; further ones are noted after the next. */
const maxCallers = 10_000;

export interface LastUse {
  id: string;
  used_at: string;
  address: string;
}

/**
 * When each key and person was last heard, and from where. Held in memory and written twice a minute, so that no request
 * costs a write; a process that is killed forgets at most half a minute.
 */
export class LastUses {
  private noted = new Map<string, LastUse>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: Store,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {
    this.timer = setInterval(() => void this.flush(), flushEveryMs).unref();
  }

  note(id: string, address: string): void {
    if (this.noted.size >= maxCallers && !this.noted.has(id)) return;
    const used_at = new Date(this.clock.now()).toISOString();
    this.noted.set(id, { id, used_at, address: address.replace(/^::ffff:/, '') });
  }

  /** Returns the last uses of some callers by id, those not written yet included. */
  async of(ids: readonly string[]): Promise<Map<string, LastUse>> {
    const sql = 'SELECT id, used_at, address FROM last_uses FINAL WHERE id IN {ids:Array(String)}';
    const stored = await this.store.rows<LastUse>('lastUses.of', sql, { ids });
    const noted = ids.flatMap((id) => this.noted.get(id) ?? []);
    return new Map([...stored, ...noted].map((use) => [use.id, use]));
  }

  async flush(): Promise<void> {
    const uses = [...this.noted.values()];
    try {
      await this.store.insert('lastUses.flush', 'last_uses', uses);
      // What was noted meanwhile stays.
      for (const use of uses) if (this.noted.get(use.id) === use) this.noted.delete(use.id);
    } catch (error) {
      this.logger.debug({ err: error }, 'last uses could not be written; tried again soon');
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
