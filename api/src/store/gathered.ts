import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 25;

/**
 * Runs calls that come close together as one statement, since understanding a statement costs ClickHouse more than a row
 * of it. Those that come while one runs go together in the next. Callers bound how many wait.
 */
export class Gathered<Item, Result> {
  private waiting: Item[] = [];
  private next: Promise<Result> | undefined;
  private current: Promise<unknown> = Promise.resolve();

  constructor(private readonly run: (items: Item[]) => Promise<Result>) {}

  /**
   * Returns the result of the statement that the item is part of.
   *
   * @param isPatient true to wait a moment for others: it pays where many callers keep the machine busy meanwhile
   */
  add(item: Item, isPatient: boolean): Promise<Result> {
    this.waiting.push(item);
    this.next ??= this.current.then(() => (isPatient ? sleep(patienceMs) : undefined)).then(() => this.flush());
    return this.next;
  }

  private flush(): Promise<Result> {
    const items = this.waiting;
    this.waiting = [];
    this.next = undefined;
    const result = this.run(items);
    this.current = result.catch(() => undefined);
    return result;
  }
}
