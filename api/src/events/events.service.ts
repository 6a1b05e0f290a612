import { randomUUID } from 'node:crypto';
import { chunks } from '@ja4-platform/common';
import { v5 as uuidV5 } from 'uuid';
import type { Clock } from '../context.js';
import type { AcceptedHere } from '../correlation/accepted-here.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { neverTooHeavy, refusedRow, StoreUnavailable } from '../store/errors.js';
import type { Backlog } from './backlog.js';
import type { Batch, BatchesRepository } from './batches.repository.js';
import { readBody } from './body.js';
import type { EventsMetrics } from './events.metrics.js';
import type { EventsRepository, RejectRow } from './events.repository.js';
import type { EventKind, IngestedBatch, RejectedLine } from './events.types.js';
import { scan, splitLines, type Line, type TimeWindow } from './scan.js';
import { refusedByStore, sift } from './sift.js';
import { Slots } from './slots.js';
import { stampLines, type Stamp } from './stamp.js';
import { sha256Of } from './turns.js';
import type { EventValidator } from './validator.js';
import type { ReusedBuffer } from './workspace.js';

const namespace = '6f9a52a5-41d3-5b0b-9f0e-0d0f6c1f0a44';
const maxLines = 50_000;
/** Bodies in memory at once, up to 32 MiB each and as much again when stamped; and how many more may wait. */
const bodies = { slots: 6, waiting: 64 };
const dayMs = 24 * 3600_000;
/**
 * Lines that fit the specification and that ClickHouse refuses all the same are a fault of ours: so many inserts look for them
 * in a batch, enough for 16 that stand far apart among 5,000.
 */
const mostInserts = 200;
/** A token can outlive the rows it stood for when ClickHouse is killed; then the missing lines go under the next one. */
const maxTokens = 5;
const namedErrors = 100;

/** The lines of a batch that are to land. */
interface Cargo {
  readonly body: Buffer;
  readonly lines: readonly Line[];
  readonly rejects: readonly RejectRow[];
  readonly firstTime: string;
  readonly lastTime: string;
}

interface Delivery {
  readonly kind: EventKind;
  readonly batchId: string;
  readonly sensorId: string;
  readonly sha256: string;
  readonly body: Buffer;
  readonly lines: readonly Line[];
  /** Where its lines are stamped. */
  readonly stamped: ReusedBuffer;
}

/** Takes batches: each exactly once, whatever is sent again and whatever is killed meanwhile. */
export class EventsService {
  private readonly slots = new Slots(bodies.slots, bodies.waiting);
  /** Batches being taken by this process: the same key at the same time waits for one answer. */
  private readonly underway = new Map<string, { sha256: string; answer: Promise<IngestedBatch> }>();

  constructor(
    private readonly repository: EventsRepository,
    private readonly batches: BatchesRepository,
    private readonly backlog: Backlog,
    private readonly acceptedHere: AcceptedHere,
    private readonly validator: EventValidator,
    private readonly metrics: EventsMetrics,
    private readonly clock: Clock,
    private readonly retentionDays: number,
  ) {}

  /**
   * Stores the lines of a request for the sensor of its key.
   *
   * @param key the Idempotency-Key; without one every body is a new batch
   * @throws Problem as the controller lists them
   */
  async ingest(kind: EventKind, request: AuthenticatedRequest, key: string | undefined): Promise<IngestedBatch> {
    // What is left unread of a refused body is not worth reading: the connection ends with the answer.
    request.res?.setHeader('Connection', 'close');
    const answer = await neverTooHeavy(this.receive(kind, request, key));
    request.res?.removeHeader('Connection');
    return answer;
  }

  private async receive(
    kind: EventKind,
    request: AuthenticatedRequest,
    key: string | undefined,
  ): Promise<IngestedBatch> {
    if (kind === 'http') await this.backlog.check();
    const sensorId = request.user.sensorId ?? request.user.id;
    const batchId = key === undefined ? randomUUID() : uuidV5(`${sensorId}\n${kind}\n${key}`, namespace);
    return this.slots.run(async (space) => {
      // A batch that another request finishes meanwhile is taken for new: its tokens and version keep it single.
      const found = key === undefined ? undefined : this.batches.find(batchId, this.slots.areBusy);
      const [body] = await Promise.all([readBody(request, space.body), found]);
      const lines = splitLines(body, maxLines + 1);
      if (lines.length === 0) throw new Problem('bad-request', 'The body holds no line.');
      if (lines.length > maxLines) {
        throw new Problem('payload-too-large', 'A batch is at most 50,000 lines: send smaller ones.');
      }
      const sha256 = await sha256Of(body);
      return this.once({ kind, batchId, sensorId, sha256, body, lines, stamped: space.stamped }, await found);
    });
  }

  private once(delivery: Delivery, found: Batch | undefined): Promise<IngestedBatch> {
    const { batchId, sha256 } = delivery;
    const underway = this.underway.get(batchId);
    if (underway) {
      if (underway.sha256 !== sha256) throw otherBody();
      return underway.answer;
    }
    const answer = this.take(delivery, found).finally(() => this.underway.delete(batchId));
    this.underway.set(batchId, { sha256, answer });
    return answer;
  }

  private async take(delivery: Delivery, found: Batch | undefined): Promise<IngestedBatch> {
    const { kind, batchId, sensorId, sha256 } = delivery;
    if (found && found.body_sha256 !== sha256) throw otherBody();
    if (found && found.state !== 'pending') return this.answer(found, await this.batches.rejectedLines(batchId));

    const receivedAt = found ? Date.parse(found.received_at) : this.clock.now();
    const isRetry = found !== undefined;
    const window = this.window(receivedAt);
    const scanned = await scan(delivery.body, delivery.lines, window);
    let cargo: Cargo = scanned.isClean
      ? { ...scanned, body: delivery.body, rejects: [] }
      : await this.sift(delivery, window);
    const stamp: Stamp = { sensorId, batchId, receivedAt };
    let batch = await this.savePending(delivery, cargo, stamp, found);
    try {
      await this.land(delivery, cargo, stamp, isRetry);
    } catch (error) {
      if (refusedRow(error) === undefined) throw error;
      if (scanned.isClean) cargo = await this.sift(delivery, window);
      cargo = await this.landWhatFits(delivery, cargo, stamp);
      batch = { ...batch, ...countsOf(cargo) };
    }
    if (cargo.rejects.length) await this.repository.saveRejects({ kind, ...stamp }, cargo.rejects);
    const accepted: Batch = {
      ...batch,
      // Without a request there is nothing to correlate.
      state: cargo.lines.length || kind === 'tls' ? 'accepted' : 'correlated',
      changed_at: new Date(this.clock.now()).toISOString(),
      version: batch.version + 1,
    };
    this.acceptedHere.add(delivery.batchId);
    await this.batches.save(accepted, this.slots.areBusy);
    if (kind === 'http') this.backlog.add();
    this.metrics.count(kind, cargo.lines.length, cargo.rejects.length);
    return this.answer(
      accepted,
      cargo.rejects.map(({ line, pointer, detail }) => ({ line, pointer, detail })),
    );
  }

  private sift({ kind, body, lines }: Delivery, window: TimeWindow): Promise<Cargo> {
    return sift(kind, body, lines, window, this.validator);
  }

  private async savePending(delivery: Delivery, cargo: Cargo, stamp: Stamp, found: Batch | undefined): Promise<Batch> {
    const batch: Batch = {
      batch_id: delivery.batchId,
      kind: delivery.kind,
      sensor_id: delivery.sensorId,
      body_sha256: delivery.sha256,
      received_at: new Date(stamp.receivedAt).toISOString(),
      lines: delivery.lines.length,
      ...countsOf(cargo),
      state: 'pending',
      failures: 0,
      error: '',
      join_no: 0,
      matched: 0,
      changed_at: new Date(this.clock.now()).toISOString(),
      version: found?.version ?? 1,
    };
    if (!found) await this.batches.save(batch, this.slots.areBusy);
    return batch;
  }

  /** Inserts the lines; after a crash, only those that the first insert did not leave behind. */
  private async land(delivery: Delivery, cargo: Cargo, stamp: Stamp, isRetry: boolean): Promise<void> {
    const { lines } = cargo;
    if (lines.length === 0) return;
    const written = await this.insert(delivery, cargo.body, lines, stamp, stamp.batchId);
    if (isRetry || written < lines.length) await this.landMissing(delivery, cargo, stamp);
  }

  /** Inserts the lines that are not there although they were inserted. */
  private async landMissing(
    delivery: Delivery,
    { body, lines, firstTime, lastTime }: Cargo,
    stamp: Stamp,
  ): Promise<void> {
    const { batchId } = stamp;
    for (let attempt = 2; attempt <= maxTokens; attempt++) {
      const landed = await this.repository.landed(delivery.kind, batchId, [firstTime, lastTime]);
      const missing = lines.filter(({ number }) => !landed.has(number));
      if (missing.length === 0) return;
      await this.insert(delivery, body, missing, stamp, `${batchId}#${attempt}`);
    }
    throw new StoreUnavailable(new Error(`batch ${batchId}: rows are missing after ${maxTokens} inserts`));
  }

  /**
   * Lands the lines that ClickHouse takes; returns what landed, with those it refused among the rejects. What it refuses goes
   * in halves until the wrong lines are alone: which row an error means is not sure, since it may quote a line or be of a view.
   * After many inserts a part that it refuses is kept aside whole: a batch must come to an end.
   * The halves of a batch that comes again are the same under the same tokens, so that what landed of it is not written twice.
   *
   * @throws whatever is no refusal of a line: what has landed by then stays, and the batch is to come again
   */
  private async landWhatFits(delivery: Delivery, sifted: Cargo, stamp: Stamp): Promise<Cargo> {
    const refused = new Map<Line, string>();
    const parts = [sifted.lines];
    for (let part = parts.pop(), inserts = 1; part?.length; part = parts.pop(), inserts++) {
      const token = `${stamp.batchId}#${part[0]!.number}+${part.length}`;
      try {
        await this.insert(delivery, sifted.body, part, stamp, token);
      } catch (error) {
        if (refusedRow(error) === undefined) throw error;
        if (part.length === 1) refused.set(part[0]!, 'is refused by the store');
        else if (inserts < mostInserts) parts.push(...[...chunks(part, Math.ceil(part.length / 2))].reverse());
        else for (const line of part) refused.set(line, 'is refused by the store, or others beside it are');
      }
    }
    const rejects = [...refused].map(([line, detail]) => refusedByStore(sifted.body, line, detail));
    const cargo: Cargo = {
      ...sifted,
      lines: sifted.lines.filter((line) => !refused.has(line)),
      rejects: [...sifted.rejects, ...rejects].sort((a, b) => a.line - b.line),
    };
    if (cargo.lines.length) await this.landMissing(delivery, cargo, stamp);
    return cargo;
  }

  private insert(
    { kind, stamped }: Delivery,
    body: Buffer,
    lines: readonly Line[],
    stamp: Stamp,
    token: string,
  ): Promise<number> {
    return this.repository.land(kind, stampLines(body, lines, stamp, stamped), token);
  }

  /** @throws Problem validation-failed when no line was accepted */
  private answer({ batch_id, good }: Batch, rejected: RejectedLine[]): IngestedBatch {
    if (good > 0) return { batch_id, accepted: good, rejected };
    const errors = rejected
      .slice(0, namedErrors)
      .map(({ line, pointer, detail }) => ({ location: `line ${line}${pointer && ` ${pointer}`}`, message: detail }));
    const first = errors[0] ? `, for example ${errors[0].location} ${errors[0].message}` : '';
    throw new Problem('validation-failed', `None of the ${rejected.length} lines can be accepted${first}.`, { errors });
  }

  private window(receivedAt: number): TimeWindow {
    const second = (time: number): string => new Date(time).toISOString().slice(0, 19);
    return { oldest: second(receivedAt - this.retentionDays * dayMs), newest: second(receivedAt + dayMs) };
  }
}

function countsOf(cargo: Cargo): Pick<Batch, 'good' | 'rejected' | 'first_time' | 'last_time'> {
  return {
    good: cargo.lines.length,
    rejected: cargo.rejects.length,
    first_time: cargo.firstTime || null,
    last_time: cargo.lastTime || null,
  };
}

function otherBody(): Problem {
  return new Problem('idempotency-conflict', 'This Idempotency-Key was used with another body.');
}
