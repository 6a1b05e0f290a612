import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { parseTime } from '../http/time-range.js';
import { withLock } from '../store/redis-lock.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { DetectionsRepository } from './detections.repository.js';
import type {
  Detection,
  DetectionPage,
  DetectionSearch,
  Finding,
  Triage,
  UpsertedDetections,
} from './detections.types.js';
import { checkedFindings, detectionIdOf, merged } from './finding.js';

export class DetectionsService {
  /** @param lockName one for each database */
  constructor(
    private readonly detections: DetectionsRepository,
    private readonly verdicts: VerdictsService,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: DetectionSearch): Promise<DetectionPage> {
    const { from, to, sort = '-score', ...filters } = query;
    const now = this.clock.now();
    const range = {
      from: from === undefined ? undefined : parseTime(from, 'query.from', now),
      to: to === undefined ? undefined : parseTime(to, 'query.to', now),
    };
    const after = cursor === undefined ? undefined : position(query, sort, cursor);
    const [found, total] = await Promise.all([
      this.detections.list(filters, range, sort, limit + 1, after),
      count ? this.detections.count(filters, range) : undefined,
    ]);
    const value = ({ score, last_seen }: Detection): string | number => (sort === '-score' ? score : last_seen);
    return pageOf(found, limit, query, (item) => [value(item), item.detection_id], total);
  }

  async get(detectionId: string): Promise<Detection> {
    const [found] = isUuid(detectionId) ? await this.detections.getMany([detectionId]) : [];
    if (!found) throw new Problem('not-found', `There is no detection ${detectionId}.`);
    return found;
  }

  async upsert(sent: readonly Finding[], caller: Caller): Promise<UpsertedDetections> {
    const findings = checkedFindings(sent);
    const upserted = await withLock(this.redis, this.lockName, async () => {
      const stored = await this.detections.getMany(findings.map(({ key }) => detectionIdOf(key)));
      const storedById = new Map(stored.map((detection) => [detection.detection_id, detection]));
      const now = this.now();
      const results = findings.map((finding) =>
        merged(storedById.get(detectionIdOf(finding.key)), finding, caller, now),
      );
      const changed = results.filter(({ outcome }) => outcome !== 'unchanged');
      await this.detections.save(
        'detections.upsert',
        changed.map(({ detection }) => detection),
      );
      await this.verdicts.judge(changed.map(({ detection }) => detection.detection_id));
      return {
        items: results.map(({ detection: { key, detection_id }, outcome }) => ({ key, detection_id, outcome })),
      };
    });
    await this.verdicts.publishSoon();
    return upserted;
  }

  async triage(detectionId: string, triage: Triage, ifMatch: string | undefined, caller: Caller): Promise<Detection> {
    if (ifMatch === undefined) {
      throw new Problem('precondition-required', 'Send the ETag of the detection as If-Match.');
    }
    const changed = await withLock(this.redis, this.lockName, async () => {
      const stored = await this.get(detectionId);
      if (ifMatch !== `"${stored.version}"`) {
        throw new Problem('precondition-failed', `The detection is at version ${stored.version} now: read it again.`);
      }
      const now = this.now();
      const status = triage.status ?? stored.status;
      const changed: Detection = {
        ...stored,
        ...triage,
        closed_at: status === 'closed' ? (stored.closed_at ?? now) : null,
        version: stored.version + 1,
        updated_at: now,
        updated_by: caller.name,
      };
      await this.detections.save('detections.triage', [changed]);
      return changed;
    });
    await this.verdicts.publishSoon();
    return changed;
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function position(
  query: unknown,
  sort: '-score' | '-last_seen',
  cursor: string,
): { value: number; detectionId: string } {
  const [value, detectionId] = decodeCursor(query, cursor, 2);
  const number = sort === '-score' ? Number(value) : parseTime(String(value), 'query.cursor', 0);
  if (!isUuid(detectionId) || Number.isNaN(number)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { value: number, detectionId: String(detectionId) };
}
