import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { requireMatch } from '../http/if-match.js';
import { pageOf, type Page } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { parseTime } from '../http/time-range.js';
import { withLock } from '../store/redis-lock.js';
import type { RecordPosition, RecordsRepository } from './records.repository.js';
import type { RecordFields, RecordSearch } from './records.types.js';

/** Lists, makes, changes and removes the objects of one table, each change against the version that its author read. */
export class Records<Item extends RecordFields, Filters extends object> {
  /** @param noun what a person calls one of them */
  constructor(
    private readonly repository: RecordsRepository<Item, Filters>,
    private readonly noun: string,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  /** @param query what the cursor is bound to besides the list; `filters` when the caller sees everything */
  async list(
    { limit = 50, cursor, count = false, ...query }: RecordSearch & object,
    filters: Filters,
  ): Promise<Page<Item>> {
    const list = `${this.repository.feature}.list`;
    const after = cursor === undefined ? undefined : recordPosition(decodeCursor(list, query, cursor, 2));
    const [found, total] = await Promise.all([
      this.repository.list(filters, limit + 1, after),
      count ? this.repository.count(filters) : undefined,
    ]);
    return pageOf(list, found, limit, query, (item) => [item.created_at, this.idOf(item)], total);
  }

  /** @throws Problem not-found */
  async get(id: string): Promise<Item> {
    const found = isUuid(id) ? await this.repository.get(id) : undefined;
    if (!found) throw new Problem('not-found', `There is no ${this.noun} ${id}.`);
    return found;
  }

  /** @param check looks, alone, whether the object may be made */
  create(
    fields: Omit<Item, keyof RecordFields | typeof this.repository.idColumn>,
    caller: Caller,
    check: () => Promise<void> = async () => {},
  ): Promise<Item> {
    return withLock(this.redis, this.lockName, async () => {
      await check();
      const item = this.made(fields, caller);
      await this.repository.save('create', item);
      return item;
    });
  }

  /** Makes the objects that `wanted` says, alone: nobody else makes one meanwhile. */
  createMany(
    caller: Caller,
    wanted: () => Promise<readonly Omit<Item, keyof RecordFields | typeof this.repository.idColumn>[]>,
  ): Promise<number> {
    return withLock(this.redis, this.lockName, async () => {
      const items = (await wanted()).map((fields) => this.made(fields, caller));
      await this.repository.saveMany('createMany', items);
      return items.length;
    });
  }

  /**
   * Stores what `change` makes of the object.
   * @throws Problem not-found, precondition-required, precondition-failed
   */
  change(
    id: string,
    ifMatch: string | undefined,
    caller: Caller,
    change: (stored: Item) => Partial<Item> | Promise<Partial<Item>>,
  ): Promise<Item> {
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.get(id);
      requireMatch(ifMatch, stored.version);
      const changed = this.next({ ...stored, ...(await change(stored)) }, stored, caller);
      await this.repository.save('change', changed);
      return changed;
    });
  }

  /**
   * Removes the object; If-Match is honoured when it is sent.
   * @throws Problem not-found, precondition-failed
   */
  remove(
    id: string,
    ifMatch: string | undefined,
    caller: Caller,
    check: (stored: Item) => void = () => {},
  ): Promise<Item> {
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.get(id);
      check(stored);
      if (ifMatch !== undefined) requireMatch(ifMatch, stored.version);
      await this.repository.save('remove', this.next(stored, stored, caller), true);
      return stored;
    });
  }

  private made(fields: object, caller: Caller): Item {
    const now = this.now();
    return {
      [this.repository.idColumn]: randomUUID(),
      ...fields,
      ...{ created_at: now, created_by: caller.name, updated_at: now, updated_by: caller.name, version: 1 },
    } as unknown as Item;
  }

  private next(item: Item, stored: Item, caller: Caller): Item {
    return { ...item, updated_at: this.now(), updated_by: caller.name, version: stored.version + 1 };
  }

  private idOf(item: Item): string {
    return item[this.repository.idColumn] as string;
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/**
 * Returns where a page of a list that is newest first begins.
 * @throws Problem bad-request
 */
export function recordPosition([createdAt, id]: readonly (string | number)[]): RecordPosition {
  if (!isUuid(id)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { createdAt: parseTime(String(createdAt), 'query.cursor', 0), id: String(id) };
}
