import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunks, type Logger } from '@ja4-platform/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { refusedRow } from '../store/errors.js';
import { batchOf, type AuditBatch, type AuditRepository } from './audit.repository.js';
import type { AuditEntry } from './audit.types.js';

export interface AuditLogLimits {
  /** Entries that wait while the store is away or slow; more are counted and not kept. */
  readonly queued: number;
  /** Entries written at once. */
  readonly batch: number;
  readonly flushEveryMs: number;
}

const defaults: AuditLogLimits = { queued: 50_000, batch: 5000, flushEveryMs: 1000 };
/** A store that hangs answers after minutes; a process that ends has ten seconds in all. */
const closeMs = 1000;

/**
 * Entries on their way to the store. Answers never wait for them: they are queued, and written together once a second. When
 * the queue is full, the newest are counted and left out, and an entry `audit.dropped` says how many. What cannot be written
 * when the process ends is left in a file of the data directory, and written by the next one, which removes the file when the
 * store has all of it: what is written of it a second time has the token of the first. An entry that the store refuses for what
 * it holds is left out, in the log alone: all others wait behind it.
 */
export class AuditLog {
  private queue: AuditEntry[] = [];
  /** The first is sent again under its token until the store has it. */
  private batches: AuditBatch[] = [];
  /** How many of them, the first ones, are in the file. */
  private inFile = 0;
  private flushing: Promise<void> | undefined;
  private missed = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly file: string;
  private readonly dropped: Counter;
  private readonly refused: Counter;

  constructor(
    private readonly repository: Pick<AuditRepository, 'save'>,
    dataDirectory: string,
    private readonly logger: Logger,
    metrics: Registry,
    private readonly limits: AuditLogLimits = defaults,
  ) {
    this.file = join(dataDirectory, 'audit.unwritten');
    this.dropped = new Counter({
      name: 'ja4_api_audit_dropped_total',
      help: 'Audit entries that found the queue full and were left out',
      registers: [metrics],
    });
    this.refused = new Counter({
      name: 'ja4_api_audit_refused_total',
      help: 'Audit entries that the store refused for what they hold; the log has them',
      registers: [metrics],
    });
    const queued: Gauge = new Gauge({
      name: 'ja4_api_audit_queued',
      help: `Audit entries that wait to be written, at most ${limits.queued}`,
      registers: [metrics],
      collect: () => queued.set(this.size),
    });
    this.takeUpFile();
    this.timer = setInterval(() => void this.flush(), limits.flushEveryMs).unref();
  }

  get size(): number {
    return this.batches.reduce((sum, { entries }) => sum + entries.length, this.queue.length);
  }

  add(entry: AuditEntry): void {
    if (this.size >= this.limits.queued) {
      if (this.missed++ === 0)
        this.logger.error('the audit queue is full: entries are left out until the store is back');
      this.dropped.inc();
    } else this.queue.push(wellFormed(entry));
  }

  /** Writes what waits; returns when it is written, or when the store refused it. */
  flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  /** Writes what waits, to the file when the store does not take it at once. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    const { promise: isLate, resolve } = Promise.withResolvers();
    const timer = setTimeout(resolve, closeMs);
    // One may be under way, without what was added since.
    await Promise.race([this.flush().then(() => this.flush()), isLate]);
    clearTimeout(timer);
    if (this.size > 0) this.leaveFile();
  }

  private async write(): Promise<void> {
    try {
      while (this.size > 0) {
        if (this.batches.length === 0) this.batches.push(batchOf(this.queue.splice(0, this.limits.batch)));
        await this.save(this.batches[0]!);
        if (this.missed > 0) this.queue.push(this.gap());
      }
    } catch (error) {
      this.logger.warn({ err: error, waiting: this.size }, 'the audit could not be written; tried again soon');
    }
  }

  /** Saves the first batch. One that the store refuses for what it holds goes in halves, until the entry that is wrong is alone. */
  private async save(batch: AuditBatch): Promise<void> {
    let halves: AuditBatch[] = [];
    try {
      await this.repository.save(batch);
    } catch (error) {
      if (refusedRow(error) === undefined) throw error;
      const { entries } = batch;
      if (entries.length === 1) this.leaveOut(entries[0]!, error);
      else halves = halvesOf(batch);
    }
    this.batches.splice(0, 1, ...halves);
    if (this.inFile === 0) return;
    this.inFile += halves.length - 1;
    if (this.inFile === 0) rmSync(this.file, { force: true });
  }

  private leaveOut(entry: AuditEntry, error: unknown): void {
    this.refused.inc();
    this.logger.error({ err: error, entry }, 'the store refuses an entry of the audit: it is left out');
  }

  private gap(): AuditEntry {
    const subject = `${this.missed} entries`;
    this.missed = 0;
    return { ...blankEntry(), operation: 'audit.dropped', subject };
  }

  private leaveFile(): void {
    if (this.missed > 0) this.queue.push(this.gap());
    // From here on they have tokens: what the store takes yet, it knows again after the next start.
    for (const entries of chunks(this.queue.splice(0), this.limits.batch)) this.batches.push(batchOf(entries));
    const unfinished = `${this.file}.tmp`;
    const about = { entries: this.size, file: this.file };
    try {
      writeFileSync(unfinished, JSON.stringify(this.batches), { mode: 0o600 });
      renameSync(unfinished, this.file);
      this.inFile = this.batches.length;
      this.logger.warn(about, 'the store is away: the audit is kept for the next start');
    } catch (error) {
      rmSync(unfinished, { force: true });
      this.logger.error({ ...about, err: error }, 'the store is away and the audit cannot be kept: entries are lost');
    }
  }

  /** The batches of a process that ended without the store, under their old tokens. */
  private takeUpFile(): void {
    if (!existsSync(this.file)) return;
    try {
      this.batches = batchesIn(readFileSync(this.file, 'utf8'));
    } catch (error) {
      const broken = `${this.file}.broken`;
      renameSync(this.file, broken);
      this.logger.error({ err: error, file: broken }, 'what was kept of the audit cannot be read: it is set aside');
      return;
    }
    this.inFile = this.batches.length;
    if (this.inFile === 0) rmSync(this.file);
  }
}

/** The halves of a batch that comes from the file again are the same, under the same tokens. */
function halvesOf({ token, entries }: AuditBatch): AuditBatch[] {
  const halves = [...chunks(entries, Math.ceil(entries.length / 2))];
  return halves.map((half, index) => ({ token: `${token}.${index}`, entries: half }));
}

/** @throws when the text is not what {@link AuditLog} leaves */
function batchesIn(text: string): AuditBatch[] {
  const batches = JSON.parse(text) as AuditBatch[];
  if (!batches.every(({ entries }) => Array.isArray(entries))) throw new TypeError('a batch has no entries');
  return batches;
}

/** What callers choose may hold half a character, for which the store would refuse all that is written with it. */
function wellFormed(entry: AuditEntry): AuditEntry {
  const { actor_name, subject, query } = entry;
  return {
    ...entry,
    actor_name: actor_name.toWellFormed(),
    subject: subject.toWellFormed(),
    query: query.toWellFormed(),
  };
}

/** Returns an entry of now that says nothing yet. */
export function blankEntry(): AuditEntry {
  return {
    audit_id: randomUUID(),
    time: new Date().toISOString(),
    ...{ actor: '', actor_name: '', actor_kind: 'person', operation: '', subject: '', query: '' },
    ...{ outcome: 0, address: '', request_id: '' },
  };
}
