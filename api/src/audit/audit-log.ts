import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@ja4-platform/common';
import { Counter, Gauge, type Registry } from 'prom-client';
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

/**
 * Entries on their way to the store. Answers never wait for them: they are queued, and written together once a second. When
 * the queue is full, the newest are counted and left out, and an entry `audit.dropped` says how many. What cannot be written
 * when the process ends is left in a file of the data directory, and written by the next one.
 */
export class AuditLog {
  private queue: AuditEntry[] = [];
  /** Sent again under the same token until the store has it. */
  private batch: AuditBatch | undefined;
  private flushing: Promise<void> | undefined;
  private missed = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly file: string;
  private readonly dropped: Counter;

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
    return this.queue.length + (this.batch?.entries.length ?? 0);
  }

  add(entry: AuditEntry): void {
    if (this.size >= this.limits.queued) {
      if (this.missed++ === 0)
        this.logger.error('the audit queue is full: entries are left out until the store is back');
      this.dropped.inc();
    } else this.queue.push(entry);
  }

  /** Writes what waits; returns when it is written, or when the store refused it. */
  flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  /** Writes what waits, to the file when the store cannot take it. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
    await this.flush();
    if (this.size === 0) return;
    if (this.missed > 0) this.queue.push(this.gap());
    const batches = [...(this.batch ? [this.batch] : []), ...(this.queue.length ? [batchOf(this.queue)] : [])];
    writeFileSync(this.file, JSON.stringify(batches), { mode: 0o600 });
    this.logger.warn(
      { entries: this.size, file: this.file },
      'the store is away: the audit is kept for the next start',
    );
  }

  private async write(): Promise<void> {
    try {
      while (this.size > 0) {
        this.batch ??= batchOf(this.queue.splice(0, this.limits.batch));
        await this.repository.save(this.batch);
        this.batch = undefined;
        if (this.missed > 0) this.queue.push(this.gap());
      }
    } catch (error) {
      this.logger.warn({ err: error, waiting: this.size }, 'the audit could not be written; tried again soon');
    }
  }

  private gap(): AuditEntry {
    const subject = `${this.missed} entries`;
    this.missed = 0;
    return { ...blankEntry(), operation: 'audit.dropped', subject };
  }

  /** The batches of a process that ended without the store: the first is sent under its old token. */
  private takeUpFile(): void {
    if (!existsSync(this.file)) return;
    const [first, ...rest] = JSON.parse(readFileSync(this.file, 'utf8')) as AuditBatch[];
    this.batch = first;
    this.queue = rest.flatMap(({ entries }) => entries);
    rmSync(this.file);
  }
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
