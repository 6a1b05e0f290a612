import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { ProblemError } from '@ja4-platform/sdk';
import type { Batch } from '../spool/reader.js';
import type { Spool } from '../spool/spool.js';
import { waitMs } from './backoff.js';
import { halves } from './halves.js';
import { verdictOn } from './verdict.js';

const compress = promisify(zstdCompress);
/** As fast as it goes: the lines of a batch are alike, so that even this makes them a tenth. */
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 512 * 1024 };
/** Batches on their way at once. */
const lanes = 2;
/** How often a batch that a person must do something about is tried again. */
const heldMs = 60_000;
const catchUpMs = 50;
const unreadableAttempts = 5;
const namedRejects = 3;

/** What the API says about a batch. */
export interface Acceptance {
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly pointer: string; readonly detail: string }[];
}

/** Sends one body; throws the SDK's errors. */
export type Deliver = (batch: {
  body: Uint8Array<ArrayBuffer>;
  idempotencyKey: string;
  encoding: 'zstd';
  signal: AbortSignal;
}) => Promise<Acceptance>;

/** What became of the lines. All numbers only grow. */
export class SenderCounters {
  /** Batches that the API has answered for good. */
  batches = 0;
  /** Lines that the API has stored. */
  accepted = 0;
  /** Lines that the API does not want, as it names them. */
  rejected = 0;
  /** Lines given up because no API could read them: see `unreadable` of verdict.ts. */
  abandoned = 0;
  /** Deliveries that failed and were tried again. */
  failures = 0;
  /** Batches whose key another batch had used; they are sent under another one. */
  conflicts = 0;
}

/** How delivery goes at this moment. */
export interface SenderState {
  /** `held`: nothing will pass until a person changes something. */
  readonly health: 'sending' | 'waiting' | 'held';
  /** Why, in words; empty while sending. */
  readonly reason: string;
}

interface Body {
  readonly text: Buffer;
  readonly lines: number;
  readonly key: string;
}

/** Delivers the batches of one spool, each until the API has said what becomes of it. */
export class Sender {
  readonly counters = new SenderCounters();
  state: SenderState = { health: 'sending', reason: '' };
  /** Wakes what waits, to try at once with what a person changed. */
  private retry = new AbortController();

  constructor(
    private readonly kind: string,
    private readonly spool: Spool,
    private deliver: Deliver,
    private readonly onTrouble: (message: string) => void,
    /** Catches up first: a request that arrives long before its handshake is correlated late. */
    private readonly first?: Sender,
  ) {}

  /** Delivers until the signal is aborted; what was not answered by then stays in the spool. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: lanes }, () => this.lane(signal)));
  }

  /** Tries at once what waits, as when settings have changed. */
  tryAgain(deliver: Deliver): void {
    this.deliver = deliver;
    this.retry.abort();
    this.retry = new AbortController();
  }

  private async lane(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        while (this.first?.isCatchingUp) await sleep(catchUpMs, undefined, { signal });
        const batch = await this.spool.take(signal);
        await this.send({ text: batch.body, lines: batch.lines, key: this.keyOf(batch) }, signal);
        this.counters.batches += 1;
        this.spool.acknowledge(batch);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private get isCatchingUp(): boolean {
    return this.state.health === 'sending' && this.spool.backlog.batches > lanes + 1;
  }

  private keyOf({ number }: Batch): string {
    return `${this.spool.id}-${this.kind}-${number}`;
  }

  private async send({ text, lines, key }: Body, signal: AbortSignal): Promise<void> {
    const body = await compress(text, fastest);
    let idempotencyKey = key;
    for (let failures = 1; ; failures += 1) {
      try {
        this.count(await this.deliver({ body, idempotencyKey, encoding: 'zstd', signal }));
        this.state = { health: 'sending', reason: '' };
        return;
      } catch (error) {
        signal.throwIfAborted();
        const { message } = error as Error;
        switch (verdictOn(error)) {
          case 'none accepted':
            this.counters.rejected += lines;
            this.onTrouble(`the API wants none of ${lines} events: ${message}`);
            return;
          case 'too large':
            await this.sendParts({ text, lines, key }, message, signal);
            return;
          case 'conflict':
            // The spool was copied or set back: what it holds now goes under a name that its content decides.
            this.counters.conflicts += 1;
            this.onTrouble(`batch ${key} is another one to the API; it goes under a new name`);
            idempotencyKey = `${key}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
            break;
          case 'unreadable':
            if (failures === unreadableAttempts) {
              this.abandon(lines, message);
              return;
            }
            await this.wait('waiting', error, failures, signal);
            break;
          case 'again':
            await this.wait('waiting', error, failures, signal);
            break;
          case 'refused key':
          case 'misdirected':
            await this.wait('held', error, failures, signal);
            break;
        }
      }
    }
  }

  /** Always the same parts under the same keys, so that sending them again changes nothing. */
  private async sendParts({ text, lines, key }: Body, message: string, signal: AbortSignal): Promise<void> {
    if (lines === 1) {
      this.abandon(lines, message);
      return;
    }
    const [first, second] = halves(text);
    await this.send({ ...first, key: `${key}.1` }, signal);
    await this.send({ ...second, key: `${key}.2` }, signal);
  }

  private abandon(lines: number, message: string): void {
    this.counters.abandoned += lines;
    this.onTrouble(`${lines} events are given up: ${message}`);
  }

  private count({ accepted, rejected }: Acceptance): void {
    this.counters.accepted += accepted;
    this.counters.rejected += rejected.length;
    for (const { pointer, detail } of rejected.slice(0, namedRejects)) {
      this.onTrouble(`the API refused an event: ${pointer} ${detail}`);
    }
  }

  private async wait(health: 'waiting' | 'held', error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    const reason = (error as Error).message;
    this.counters.failures += 1;
    this.state = { health, reason };
    this.onTrouble(health === 'held' ? `nothing is delivered until this is changed: ${reason}` : reason);
    const askedMs = error instanceof ProblemError ? error.retryAfterMs : undefined;
    const ms = health === 'held' ? heldMs : waitMs(failures, askedMs);
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, this.retry.signal]) }).catch(() => {});
    signal.throwIfAborted();
  }
}
