import { setImmediate as breath } from 'node:timers/promises';
import type { Logger } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { NetworkLookup } from '../reference-lists/network-lookup.js';
import { withLock } from '../store/redis-lock.js';
import type { VerdictsRepository } from '../verdicts/verdicts.repository.js';
import { maxDetected, type DecisionsRepository, type StoredDecision } from './decisions.repository.js';
import { AllowList, decisionIdOf, next, type WantedDecision } from './wanted.js';

/** What a publication changed. */
export interface Published {
  decisions_added: number;
  decisions_ended: number;
}

const daySeconds = 86_400;
const rowsBetweenBreaths = 500;

/** Keeps the decisions that are handed out in step with detections, rules and people. */
export class DecisionsPublisher {
  private running: Promise<unknown> = Promise.resolve();
  private queued: Promise<Published> | undefined;

  /** @param lockName that of the decisions */
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly verdicts: VerdictsRepository,
    private readonly networks: NetworkLookup,
    private readonly logger: Logger,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  /** Publishes what is wanted now. Callers that come while a publication runs share the one after it. */
  publish(): Promise<Published> {
    this.queued ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        const publication = withLock(this.redis, this.lockName, () => this.publishNow());
        this.running = publication;
        return publication;
      });
    return this.queued;
  }

  private async publishNow(): Promise<Published> {
    const nowMs = this.clock.now();
    const now = new Date(nowMs).toISOString();
    const stored = new Map<string, StoredDecision>();
    for await (const row of this.decisions.active('decisions.publish', nowMs)) stored.set(row.decision_id, row);
    const wanted = await this.wanted(nowMs, stored);
    const allowed = await this.allowList(nowMs, wanted);
    const changes: StoredDecision[] = [];
    let looked = 0;
    for (const [id, decision] of wanted) {
      const change = next(stored.get(id), decision, allowed.rangesOf(decision.value), now);
      if (change) changes.push(change);
      if (++looked % rowsBetweenBreaths === 0) await breath();
    }
    const ended = [...stored].filter(([id]) => !wanted.has(id)).map(([, row]) => ({ ...row, ended_at: now }));
    const seq = changes.length + ended.length ? await this.decisions.lastSeq() : 0;
    const rows = [...changes, ...ended].map((row, index) => ({ ...row, seq: seq + 1 + index }));
    await this.decisions.save('decisions.publish', rows);
    return { decisions_added: changes.length, decisions_ended: ended.length };
  }

  private async wanted(now: number, stored: ReadonlyMap<string, StoredDecision>): Promise<Map<string, WantedDecision>> {
    const wanted = new Map<string, WantedDecision>();
    for (const row of stored.values()) if (row.origin === 'manual') wanted.set(row.decision_id, row);
    for (const { rule_id, value, comment, expires_at } of await this.decisions.denied(now)) {
      const reason = `${value} is on the deny list${comment && `: ${comment}`}`;
      const decision_id = decisionIdOf('rule', rule_id, value);
      wanted.set(decision_id, { decision_id, ...byRules, source_id: rule_id, value, reason, expires_at });
    }
    await this.addDeniedByOtherFields(now, wanted);
    let detected = 0;
    for await (const { address, detection_id, reason, expires_at } of this.decisions.detected(now)) {
      detected++;
      const decision_id = decisionIdOf('detection', address);
      const source = { source_id: detection_id, created_by: 'detections', origin: 'detection' as const };
      wanted.set(decision_id, { decision_id, ...source, value: address, reason, expires_at });
    }
    if (detected === maxDetected) {
      this.logger.warn({ detected }, 'more addresses have critical detections than are blocked');
    }
    return wanted;
  }

  /** A deny rule on a fingerprint, network, country, User-Agent or host blocks who was seen with it, a day from then. */
  private async addDeniedByOtherFields(now: number, wanted: Map<string, WantedDecision>): Promise<void> {
    if (!(await this.decisions.deniesMoreThanAddresses(now))) return;
    const evaluation = { now, networks: await this.networks.ready() };
    const seenFrom = Math.floor(now / 1000) - daySeconds;
    for await (const { address, source, field, value, last_seen } of this.verdicts.denied(seenFrom, evaluation)) {
      const expiry = Date.parse(last_seen) + daySeconds * 1000;
      if (expiry <= now) continue;
      const source_id = source.slice('rule:'.length);
      const decision_id = decisionIdOf('rule', source_id, address);
      const reason = `seen with ${field} ${value}, which is on the deny list`;
      const expires_at = new Date(expiry).toISOString();
      wanted.set(decision_id, { decision_id, ...byRules, source_id, value: address, reason, expires_at });
    }
  }

  private async allowList(now: number, wanted: ReadonlyMap<string, WantedDecision>): Promise<AllowList> {
    const byAddress = await this.decisions.allowed(now);
    if (!(await this.networks.ready())) return new AllowList(byAddress);
    const values = [...wanted.values()].map(({ value }) => value);
    return new AllowList([...byAddress, ...(await this.decisions.allowedByNetwork(values, now))]);
  }
}

const byRules = { origin: 'rule', created_by: 'rules' } as const;
