import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import { messageOf } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor, versionOf } from '../http/cursor.js';
import { requireMatch } from '../http/if-match.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import {
  isoTime,
  openRange,
  openRangeOfCursor,
  parseInstant,
  rangeInCursor,
  type OpenRange,
} from '../http/time-range.js';
import { withLock } from '../store/redis-lock.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import { jobRange } from '../jobs/job-range.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { conditionsOf, type DetectionsRepository, type DetectionSort } from './detections.repository.js';
import type { Detection, DetectionFilters, DetectionPage, DetectionSearch } from './detections.types.js';
import type { DetectionFacets } from './facets.types.js';
import type { DetectionHistory, HistorySearch, Triage } from './triage.types.js';

const detectionList = 'detections.list';
const historyList = 'detections.history';
const hourMs = 3_600_000;
const sortValue = {
  '-score': 'score',
  '-requests': 'requests',
  '-last_seen': 'last_seen',
  '-created_at': 'created_at',
} as const;
export class DetectionsService {
  /** @param lockName one for each database */
  constructor(
    private readonly detections: DetectionsRepository,
    private readonly verdicts: VerdictsService,
    private readonly jobs: JobsService,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: DetectionSearch): Promise<DetectionPage> {
    const { sort = '-score', ...filters } = query;
    const { range, after } =
      cursor === undefined
        ? { range: openRange(filters, this.clock.now()), after: undefined }
        : continuation(query, sort, cursor);
    const conditions = conditionsOf(filters, range);
    const [found, total] = await Promise.all([
      this.detections.list(conditions, sort, limit + 1, after),
      count ? this.detections.count(conditions) : undefined,
    ]);
    const page = pageOf(
      detectionList,
      found,
      limit,
      query,
      (item) => [...rangeInCursor(range), item[sortValue[sort]], item.detection_id],
      total,
    );
    return { ...page, items: page.items.map(withMessages) };
  }

  async facets(filters: DetectionFilters): Promise<DetectionFacets> {
    const conditions = conditionsOf(filters, openRange(filters, this.clock.now()));
    const [total, facets] = await Promise.all([this.detections.count(conditions), this.detections.facets(conditions)]);
    return { total, facets };
  }

  /** Versions of a detection, newest first, each with what differs from the one before it. */
  async history(
    detectionId: string,
    { limit = 50, cursor, count = false, ...search }: HistorySearch,
  ): Promise<DetectionHistory> {
    await this.stored(detectionId);
    const query = { detectionId, ...search };
    const before = cursor === undefined ? undefined : versionOf(decodeCursor(historyList, query, cursor, 1));
    const [found, total] = await Promise.all([
      this.detections.history(query, limit + 1, before),
      count ? this.detections.countVersions(query) : undefined,
    ]);
    return pageOf(historyList, found, limit, query, ({ version }) => [version], total);
  }

  /** Scores the hours of a detection again, the newest day of them; its rules and the champion speak anew. */
  async recompute(detectionId: string): Promise<JobAccepted> {
    const { first_seen, last_seen } = await this.stored(detectionId);
    const to = Math.floor(Date.parse(last_seen) / hourMs) * hourMs + hourMs;
    const from = Math.max(Math.floor(Date.parse(first_seen) / hourMs) * hourMs, to - 24 * hourMs);
    return this.jobs.enqueue('score', jobRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
  }

  async get(detectionId: string): Promise<Detection> {
    return withMessages(await this.stored(detectionId));
  }

  private async stored(detectionId: string): Promise<Detection> {
    const [found] = isUuid(detectionId) ? await this.detections.getMany([detectionId]) : [];
    if (!found) throw new Problem('not-found', `There is no detection ${detectionId}.`);
    return found;
  }

  async triage(detectionId: string, triage: Triage, ifMatch: string | undefined, caller: Caller): Promise<Detection> {
    const changed = await withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(detectionId);
      requireMatch(ifMatch, stored.version);
      const now = this.now();
      const status = triage.status ?? stored.status;
      const changed: Detection = {
        ...stored,
        ...triage,
        closed_at: status === 'closed' ? (stored.closed_at ?? now) : null,
        version: stored.version + 1,
        updated_at: now,
        updated_by: caller.name,
        change: 'triage',
        bulk_id: null,
      };
      await this.detections.save('detections.triage', [changed]);
      return changed;
    });
    await this.verdicts.publishSoon();
    return withMessages(changed);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/** A detection whose reasons are also told by their parts. */
export function withMessages(detection: Detection): Detection {
  const reasons = detection.reasons.map((reason) => {
    const message = messageOf(reason.key, reason.detail);
    return message ? { ...reason, message } : reason;
  });
  return { ...detection, reasons };
}

/** Where a page of a list begins, and the range that all its pages are of. */
interface PageStart {
  readonly range: OpenRange;
  readonly after: { value: string | number; detectionId: string };
}

function continuation(query: unknown, sort: DetectionSort, cursor: string): PageStart {
  const [from, to, value = '', detectionId] = decodeCursor(detectionList, query, cursor, 4);
  const isTime = sort === '-last_seen' || sort === '-created_at';
  if (!isUuid(detectionId) || (typeof value === 'number') === isTime) {
    throw new Problem('bad-request', 'The cursor cannot be read.');
  }
  const found = typeof value === 'string' ? isoTime(parseInstant(value, 'query.cursor')) : value;
  return { range: openRangeOfCursor(from, to), after: { value: found, detectionId: String(detectionId) } };
}
