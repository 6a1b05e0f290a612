import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { withLock } from '../store/redis-lock.js';
import type { VerdictsService } from '../verdicts/verdicts.service.js';
import type { DetectionsRepository } from './detections.repository.js';
import type {
  ClosedDetections,
  Detection,
  NewFinding,
  UpsertedDetection,
  UpsertedDetections,
} from './detections.types.js';
import type { ExplanationsRepository } from './explanations.repository.js';
import {
  checkedFindings,
  detectionIdOf,
  highest,
  merged,
  mergedInto,
  siblingKeyOf,
  strongest,
  type Finder,
} from './finding.js';

const dayMs = 86_400_000;

/** Limits on what the detector may open, and for how long it keeps it open. */
export interface DetectionLimits {
  /** Anomalies of a host that are opened in a day (UTC). */
  readonly alertBudget: number;
  /** Days without a request after which a detection that nobody took is closed. */
  readonly quietDays: number;
}

/** Makes detections of what is found: one open detection for each actor and kind, however often it is found. */
export class FindingsService {
  /** @param lockName that of the detections */
  constructor(
    private readonly detections: DetectionsRepository,
    private readonly explanations: ExplanationsRepository,
    private readonly verdicts: VerdictsService,
    private readonly limits: DetectionLimits,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async upsert(sent: readonly NewFinding[], caller: Caller): Promise<UpsertedDetections> {
    const findings = checkedFindings(sent);
    const upserted = await withLock(this.redis, this.lockName, async () => {
      // Alone: a stream goes on from the last change, and would miss one that bears an earlier time and comes later.
      const now = new Date(this.clock.now()).toISOString();
      const keys = findings.flatMap((finding) => [finding.key, siblingKeyOf(finding) ?? []]).flat();
      const stored = await this.detections.getMany([...new Set(keys.map(detectionIdOf))]);
      const hosts = [...new Set(findings.filter(({ kind }) => kind === 'anomaly').map(({ host }) => host))];
      const upsert = new Upsert(stored, await this.budget(hosts), { caller, now });
      // The highest score first: the budget is for the worst.
      const order = [...findings.keys()].sort((a, b) => findings[b]!.score - findings[a]!.score);
      const items: UpsertedDetection[] = [];
      for (const at of order) items[at] = upsert.add(findings[at]!);
      upsert.judged(await this.verdicts.judged(upsert.created()));
      const inherited = await this.explanations.getMany([...upsert.heirs.keys()]);
      for (const { detection_id, ...explanation } of inherited) {
        upsert.explained.set(upsert.heirs.get(detection_id)!, explanation);
      }
      // First: when this fails, the same findings are sent again and change nothing then.
      await this.explanations.save([...upsert.explained], now);
      await this.detections.save('detections.upsert', [...upsert.changed.values()]);
      // Also those that did not change: what a request found again it may have stored and then failed to judge.
      const found = items.map(({ detection_id }) => detection_id);
      await this.verdicts.judge([...new Set([...found, ...upsert.changed.keys()])]);
      return { items };
    });
    await this.verdicts.publishSoon();
    return upserted;
  }

  /** Closes what nobody took and whose actor was not seen for the days that are set. */
  async closeQuiet(caller: Caller): Promise<ClosedDetections> {
    const closed = await withLock(this.redis, this.lockName, () => {
      const now = this.clock.now();
      const before = new Date(now - this.limits.quietDays * dayMs).toISOString();
      return this.detections.closeQuiet(before, { by: caller.name, now: new Date(now).toISOString() });
    });
    if (closed) await this.verdicts.publishSoon();
    return { closed };
  }

  /** How many anomalies may still be opened today on each host. */
  private async budget(hosts: readonly string[]): Promise<Map<string, number>> {
    const now = this.clock.now();
    const today = new Date(now - (now % dayMs)).toISOString();
    const opened = hosts.length ? await this.detections.openedAnomalies(hosts, today) : [];
    const counts = new Map(opened.map(({ host, opened }) => [host, opened]));
    return new Map(hosts.map((host) => [host, this.limits.alertBudget - (counts.get(host) ?? 0)]));
  }
}

/** The findings of one request, one after the other. */
class Upsert {
  private readonly known: Map<string, Detection>;
  readonly changed = new Map<string, Detection>();
  readonly explained = new Map<string, NonNullable<NewFinding['explanation']>>();
  /** Of anomalies the evidence that they became a part of and that is as bad as it is for their sake. */
  readonly heirs = new Map<string, string>();

  constructor(
    stored: readonly Detection[],
    private readonly budget: Map<string, number>,
    private readonly finder: Finder,
  ) {
    this.known = new Map(stored.map((detection) => [detection.detection_id, detection]));
  }

  add(finding: NewFinding): UpsertedDetection {
    const own = this.known.get(detectionIdOf(finding.key));
    const siblingKey = siblingKeyOf(finding);
    const sibling = siblingKey === undefined ? undefined : this.known.get(detectionIdOf(siblingKey));
    const isOpen = sibling !== undefined && sibling.status !== 'closed';
    if (finding.kind === 'anomaly') return this.merge(isOpen ? sibling : own, finding);
    // What somebody works on is left to them.
    if (sibling?.status !== 'open' || sibling.assignee !== '') return this.merge(own, finding);
    const result = this.merge(own, absorbing(finding, sibling));
    const heir = this.known.get(result.detection_id)!;
    this.keep(mergedInto(sibling, heir, this.finder));
    if (sibling.score > finding.score && sibling.score === heir.score) {
      this.heirs.set(sibling.detection_id, heir.detection_id);
    }
    return result;
  }

  /** Those that are not stored yet. */
  created(): Detection[] {
    return [...this.changed.values()].filter(({ version }) => version === 1);
  }

  judged(detections: readonly Detection[]): void {
    for (const detection of detections) this.keep(detection);
  }

  private merge(stored: Detection | undefined, finding: NewFinding): UpsertedDetection {
    const { detection, outcome } = merged(stored, finding, this.finder);
    const { key, detection_id } = detection;
    if (outcome === 'unchanged') return { key, detection_id, outcome };
    if (detection.kind === 'anomaly' && outcome !== 'updated') {
      const left = this.budget.get(finding.host) ?? 0;
      if (left <= 0) return { key, detection_id, outcome: 'over_budget' };
      this.budget.set(finding.host, left - 1);
    }
    this.keep(detection);
    const isWorst = outcome !== 'updated' || finding.score >= (stored?.score ?? 0);
    if (finding.explanation && isWorst) this.explained.set(detection_id, finding.explanation);
    return { key, detection_id, outcome };
  }

  private keep(detection: Detection): void {
    this.known.set(detection.detection_id, detection);
    this.changed.set(detection.detection_id, detection);
  }
}

/** Evidence with what was known of its actor as an anomaly; one that is suppressed makes it no worse. */
function absorbing(finding: NewFinding, anomaly: Detection): NewFinding {
  const isSuppressed = anomaly.verdict === 'suppressed';
  return {
    ...finding,
    first_seen: anomaly.first_seen < finding.first_seen ? anomaly.first_seen : finding.first_seen,
    last_seen: anomaly.last_seen > finding.last_seen ? anomaly.last_seen : finding.last_seen,
    score: isSuppressed ? finding.score : Math.max(anomaly.score, finding.score),
    level: isSuppressed ? finding.level : highest(anomaly.found_level, finding.level),
    model_id: finding.model_id ?? anomaly.model_id,
    reasons: strongest(anomaly.reasons, finding.reasons),
    requests_by_hour: { ...anomaly.requests_by_hour, ...finding.requests_by_hour },
  };
}
