import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker, type Transferable, type WorkerOptions } from 'node:worker_threads';

/** More would take the processor from ingest on a machine that does everything. */
const MAX_THREADS = 4;

/** What a thread is asked, and the buffers that go over to it. */
export interface Question<Asked> {
  readonly asked: Asked;
  readonly transfer: readonly Transferable[];
}

/** Threads of one program, each of which answers a message with a message. Idle they keep no process alive. */
export class Threads<Asked, Answer> {
  readonly #threads: readonly Worker[];
  readonly #closing = new AbortController();
  /** One set of questions at a time: a thread answers in the order it was asked. */
  #previous: Promise<unknown> = Promise.resolve();

  constructor(program: URL, options: WorkerOptions, count = Math.min(availableParallelism(), MAX_THREADS)) {
    this.#threads = Array.from({ length: count }, () => {
      const thread = new Worker(program, options);
      thread.unref();
      return thread;
    });
  }

  /**
   * Asks the threads; one that is free takes the next question, which is made only then. `receive` gets each answer with
   * the number of its question, in any order.
   *
   * @throws Error of a thread that failed, or AbortError when closed meanwhile
   */
  ask(questions: Iterable<Question<Asked>>, receive: (answer: Answer, number: number) => void): Promise<void> {
    const result = this.#previous.then(() => this.#ask(questions, receive));
    this.#previous = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  async #ask(questions: Iterable<Question<Asked>>, receive: (answer: Answer, number: number) => void): Promise<void> {
    const waiting = [questions[Symbol.iterator]()];
    let number = 0;
    const work = async (thread: Worker): Promise<void> => {
      for (let next = waiting[0]!.next(); !next.done; next = waiting[0]!.next()) {
        const here = number++;
        const answer = once(thread, 'message', { signal: this.#closing.signal });
        thread.postMessage(next.value.asked, next.value.transfer);
        receive(((await answer) as [Answer])[0], here);
      }
    };
    for (const thread of this.#threads) thread.ref();
    try {
      await Promise.all(this.#threads.map(work));
    } finally {
      for (const thread of this.#threads) thread.unref();
    }
  }
}
