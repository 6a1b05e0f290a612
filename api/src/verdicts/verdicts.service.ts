import type { Logger } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Detection } from '../detections/detections.types.js';
import type { DecisionsPublisher } from '../decisions/publisher.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { NetworkLookup } from '../reference-lists/network-lookup.js';
import { Problem } from '../http/problem.js';
import { withLock } from '../store/redis-lock.js';
import type { Evaluation, VerdictCounts, VerdictsRepository } from './verdicts.repository.js';
import type { Effect, EvaluatedPart } from './verdicts.types.js';

/** Detections that are evaluated within a request; a job takes them in parts of as many. */
const atOnce = 50_000;

/** Has labels and rules speak on stored detections, and publishes the decisions that follow. */
export class VerdictsService {
  /** @param lockName that of the detections */
  constructor(
    private readonly verdicts: VerdictsRepository,
    private readonly publisher: DecisionsPublisher,
    private readonly networks: NetworkLookup,
    private readonly jobs: JobsService,
    private readonly logger: Logger,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  /** Returns new detections with what labels and rules say of them: they are stored judged, so that nobody reads them before. */
  async judged(detections: readonly Detection[]): Promise<Detection[]> {
    const said = await this.verdicts.said(detections, await this.evaluation({}));
    const byId = new Map(said.map((each) => [each.detection_id, each]));
    return detections.map((detection) => ({ ...detection, ...byId.get(detection.detection_id) }));
  }

  /** Judges a few stored detections; the caller holds their lock. */
  async judge(detectionIds: readonly string[]): Promise<void> {
    if (detectionIds.length) await this.evaluate({ detectionIds });
  }

  /** Publishes the decisions that follow. When that is not possible now, the next evaluation does it within a minute. */
  async publishSoon(): Promise<Awaited<ReturnType<DecisionsPublisher['publish']>> | undefined> {
    try {
      return await this.publisher.publish();
    } catch (error) {
      this.logger.warn({ err: error }, 'decisions could not be published; tried again within a minute');
      return undefined;
    }
  }

  /**
   * Has a changed label or rule speak on everything stored: at once, or as a job when that is much or others change detections.
   * The label or rule is stored already, so that to fail would say what is untrue.
   */
  async settle(requestedBy: string): Promise<Effect> {
    if ((await this.verdicts.detectionCount()) <= atOnce) {
      try {
        const { parts, ...effect } = await this.evaluatePart(0);
        return effect;
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'unavailable')) throw error;
      }
    }
    const { job_id } = await this.jobs.enqueue('evaluate', { requested_by: requestedBy });
    const published = (await this.publishSoon()) ?? { decisions_added: 0, decisions_ended: 0 };
    return { suppressed: 0, raised: 0, released: 0, ...published, job_id };
  }

  /** Evaluates one part of all detections; a part that is not there any more is empty. */
  async evaluatePart(part: number): Promise<EvaluatedPart> {
    const parts = Math.max(1, Math.ceil((await this.verdicts.detectionCount()) / atOnce));
    const { suppressed, raised, released } = await withLock(this.redis, this.lockName, () =>
      this.evaluate({ part, parts }),
    );
    return { suppressed, raised, released, ...(await this.publisher.publish()), job_id: null, parts };
  }

  /** Returns what a rule that is not stored, or the absence of one that is, would change. */
  async tried(supposed: Pick<Evaluation, 'candidate' | 'without'>): Promise<VerdictCounts> {
    return this.verdicts.count(await this.evaluation(supposed));
  }

  /** Returns what was seen in the last day of everything that a rule speaks of. */
  async seenBy(candidate: NonNullable<Evaluation['candidate']>): Promise<{ addresses: number; requests: number }> {
    return this.verdicts.seenBy(candidate, Math.floor(this.clock.now() / 1000) - 86_400, await this.evaluation({}));
  }

  private async evaluate(what: Partial<Evaluation>): Promise<VerdictCounts> {
    const evaluation = await this.evaluation(what);
    const counts = await this.verdicts.count(evaluation);
    if (counts.changed) await this.verdicts.apply(evaluation);
    return counts;
  }

  private async evaluation(what: Partial<Evaluation>): Promise<Evaluation> {
    return { now: this.clock.now(), networks: await this.networks.ready(), ...what };
  }
}
