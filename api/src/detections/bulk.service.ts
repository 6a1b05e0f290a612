import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, openRange, parseInstant } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { withLock } from '../store/redis-lock.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { BulkRepository, StoredBulk } from './bulk.repository.js';
import type {
  DetectionBulk,
  DetectionBulkPage,
  DetectionBulkSearch,
  DetectionSelection,
  NewBulk,
} from './bulk.types.js';
import { conditionsOf, type DetectionsRepository } from './detections.repository.js';

const list = 'detections.listBulks';
const maxMatched = 100_000;

/** Triage of many detections at once, which can be undone. */
export class BulkService {
  /** @param lockName that of the detections: nothing else changes them meanwhile */
  constructor(
    private readonly bulks: BulkRepository,
    private readonly detections: DetectionsRepository,
    private readonly verdicts: VerdictsService,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async create({ change, expected, ...selection }: NewBulk, caller: Caller): Promise<DetectionBulk> {
    const conditions = this.chosen(selection);
    if (Object.keys(change).length === 0) throw invalid('/change', 'says nothing: name status, assignee or comment');
    const done = await withLock(this.redis, this.lockName, async () => {
      const matched = await this.detections.count(conditions);
      if (matched > maxMatched) throw invalid('/filters', `fit ${matched} detections, more than ${maxMatched}`);
      if (matched > (expected ?? matched)) {
        throw new Problem('conflict', `${matched} detections fit by now, not ${expected}: look at them again.`);
      }
      const act = { bulkId: randomUUID(), by: caller.name, now: this.now() };
      const bulk: StoredBulk = {
        ...{ bulk_id: act.bulkId, created_at: act.now, created_by: act.by, matched, version: 1 },
        ...{ filters: JSON.stringify(selection), change: JSON.stringify(change) },
        ...{ undone_at: null, undone_by: '', reverted: null },
      };
      await this.bulks.freeze(act.bulkId, conditions, act.now);
      await this.bulks.save('detections.bulk', bulk);
      await this.bulks.apply(act, change);
      return shown(bulk);
    });
    await this.verdicts.publishSoon();
    return done;
  }

  async undo(bulkId: string, caller: Caller): Promise<DetectionBulk> {
    const done = await withLock(this.redis, this.lockName, async () => {
      const stored = isUuid(bulkId) ? await this.bulks.get(bulkId) : undefined;
      if (!stored) throw new Problem('not-found', `There is no bulk operation ${bulkId}.`);
      if (stored.undone_at) throw new Problem('conflict', `${stored.undone_by} has undone it at ${stored.undone_at}.`);
      const act = { bulkId, by: caller.name, now: this.now() };
      const reverted = await this.bulks.undecidedSince(bulkId);
      await this.bulks.revert(act);
      const undone = { ...stored, undone_at: act.now, undone_by: act.by, reverted, version: stored.version + 1 };
      await this.bulks.save('detections.undoBulk', undone);
      return shown(undone);
    });
    await this.verdicts.publishSoon();
    return done;
  }

  async list({ limit = 50, cursor, count = false, ...filters }: DetectionBulkSearch): Promise<DetectionBulkPage> {
    const after = cursor === undefined ? undefined : position(filters, cursor);
    const [found, total] = await Promise.all([
      this.bulks.list(filters, limit + 1, after),
      count ? this.bulks.count(filters) : undefined,
    ]);
    return pageOf(list, found.map(shown), limit, filters, ({ created_at, bulk_id }) => [created_at, bulk_id], total);
  }

  private chosen({ ids, filters }: DetectionSelection): Conditions {
    if ((ids === undefined) === (filters === undefined)) throw invalid('/ids', 'or filters is to be sent, not both');
    if (ids) {
      const wrong = ids.findIndex((id) => !isUuid(id));
      if (wrong !== -1) throw invalid(`/ids/${wrong}`, 'must be the id of a detection');
      return new Conditions().add('t.detection_id IN {ids:Array(UUID)}', { ids });
    }
    const named = Object.entries(filters!);
    if (named.every(isOfAll)) throw invalid('/filters', 'leave nothing out: that would be every detection');
    for (const [name, values] of named) {
      // No filter at all to some columns: a caller who has found nobody means nobody.
      if (Array.isArray(values) && !values.length) throw invalid(`/filters/${name}`, 'must have a value at least');
    }
    const prefix = '/filters/';
    return conditionsOf(filters!, openRange(filters!, this.clock.now(), prefix), prefix);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/** The value of a filter that every detection has. */
const everything: Readonly<Record<string, unknown>> = {
  min_score: 0,
  verdict: 'any',
  client_ip: '::/0',
  ja4: '*',
  host: '*',
};
/** How many values there are of a filter that takes a few. */
const choices: Readonly<Record<string, number>> = { status: 4, level: 4 };

function isOfAll([name, value]: readonly [string, unknown]): boolean {
  const values = [value].flat();
  if (values.some((each) => String(each).startsWith('!'))) return false;
  return values.includes(everything[name]) || new Set(values).size === choices[name];
}

function shown({ filters, change, version, ...bulk }: StoredBulk): DetectionBulk {
  return {
    ...bulk,
    selection: JSON.parse(filters) as DetectionSelection,
    change: JSON.parse(change) as DetectionBulk['change'],
  };
}

function position(filters: unknown, cursor: string): Pick<StoredBulk, 'created_at' | 'bulk_id'> {
  const [created, bulkId] = decodeCursor(list, filters, cursor, 2);
  if (!isUuid(bulkId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { created_at: isoTime(parseInstant(String(created), 'query.cursor')), bulk_id: String(bulkId) };
}
