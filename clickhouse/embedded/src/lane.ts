import { Worker } from 'node:worker_threads';
import { ClickHouseException } from './exception.js';
import type { FromWorker, Job, LaneOptions, Summary, ToWorker } from './job.js';

export type Finished = Summary & { elapsedNs: number };

/** A worker thread of the engine, as its main thread sees it. */
export class Lane {
  readonly #worker: Worker;
  #receive: ((message: FromWorker) => void) | undefined;
  readonly #unread: FromWorker[] = [];
  /** Settles when the thread has ended; rejects when it failed. */
  readonly ended: Promise<void>;

  constructor(workerData: LaneOptions) {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (message: FromWorker) => this.#take(message));
    this.ended = new Promise((resolve, reject) => {
      this.#worker.once('error', (error: Error) => {
        this.#take({ kind: 'error', message: `lane of the engine failed: ${error.message}` });
        reject(error);
      });
      this.#worker.once('exit', () => resolve());
    });
  }

  #take(message: FromWorker): void {
    const receive = this.#receive;
    this.#receive = undefined;
    if (receive) receive(message);
    else this.#unread.push(message);
  }

  #next(): Promise<FromWorker> {
    const unread = this.#unread.shift();
    return unread ? Promise.resolve(unread) : new Promise((resolve) => (this.#receive = resolve));
  }

  #send(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Resolves when the lane can take a job. */
  async ready(): Promise<void> {
    const message = await this.#next();
    if (message.kind === 'error') throw new Error(message.message);
  }

  /** Runs a job; yields its output in pieces as they are asked for. @throws ClickHouseException */
  async *run(job: Job): AsyncGenerator<Uint8Array, Finished> {
    this.#send({ kind: 'run', job }, job.data ? [job.data.buffer] : []);
    let open = true;
    try {
      for (;;) {
        const message = await this.#next();
        if (message.kind === 'chunk') {
          yield message.bytes;
          if (job.stream) this.#send({ kind: 'pull', wanted: true });
          continue;
        }
        open = false;
        if (message.kind === 'error') throw ClickHouseException.parse(message.message);
        if (message.kind === 'end') return { ...message.summary, elapsedNs: message.elapsedNs };
      }
    } finally {
      if (open) {
        this.#send({ kind: 'pull', wanted: false });
        while (!['end', 'error'].includes((await this.#next()).kind));
      }
    }
  }

  /** Closes the connection and ends the thread. */
  async close(): Promise<void> {
    this.#send({ kind: 'exit' });
    await this.ended;
  }
}
