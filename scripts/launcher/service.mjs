import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/fail.mjs';
import { spawnOwned } from './owned-process.mjs';

/**
 * @typedef {object} ServiceOptions
 * @property {string} name
 * @property {string} [script] a program of the project, run by this Node
 * @property {string[]} [flags] for Node itself
 * @property {string} [program] any other program
 * @property {string[]} [args]
 * @property {Record<string, string>} [env]
 * @property {number} [niceness] how far it gives precedence to the others, from 0 to 19
 * @property {(signal: AbortSignal) => Promise<void>} ready resolves once the service answers
 * @property {import('./log-file.mjs').LogFile} log
 * @property {(message: string) => void} [say] told of unexpected ends
 * @property {number} [firstBackoffMs]
 * @property {number} [readyLimitMs]
 * @property {number} [stopLimitMs]
 */

const maxBackoffMs = 10_000;
const stableMs = 30_000;
const startAttempts = 6;
const tailBytes = 2_000;

/** A child process that is started again, with growing pauses, whenever it ends without being told to. */
export class Service {
  #options;
  #child;
  #stopping = new AbortController();
  #keeping;
  #tail = '';

  /** @param {ServiceOptions} options */
  constructor(options) {
    this.#options = { say: () => {}, firstBackoffMs: 200, readyLimitMs: 60_000, stopLimitMs: 12_000, ...options };
  }

  get name() {
    return this.#options.name;
  }

  /** Process id of the child at this moment, or undefined between two of them. */
  get pid() {
    return this.#child?.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  /**
   * Resolves once the service answers; from then on it is kept running.
   *
   * @throws SetupError with the end of its output when it does not come up in a few attempts.
   */
  async start() {
    const { name, say } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const child = this.#spawn();
      const end = await this.#untilReady(child);
      if (end === undefined) {
        this.#keeping = this.#keepRunning(child);
        return;
      }
      this.#stopping.signal.throwIfAborted();
      if (attempt === startAttempts) {
        throw new SetupError(`${name} does not start (${end}). The end of its output:\n${this.#tail}`);
      }
      if (attempt > 1) say(`${name} did not start (${end}); trying again`);
      await this.#pause(attempt);
    }
  }

  /** Ends the child: SIGTERM, after a time limit SIGKILL. */
  async stop() {
    this.#stopping.abort(new SetupError(`${this.name} was stopped`));
    const child = this.#child;
    if (child && this.pid !== undefined) {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), this.#options.stopLimitMs);
      await exit;
      clearTimeout(limit);
    }
    await this.#keeping;
  }

  #spawn() {
    const { log } = this.#options;
    const child = spawnOwned(this.#options);
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log.write(chunk);
        this.#tail = (this.#tail + chunk).slice(-tailBytes);
      });
    }
    // The pipe is only there to end; that its reader ended first is no news.
    child.stdin.on('error', () => {});
    return child;
  }

  /** Resolves with undefined when the child answers, or with how it ended or failed to answer. */
  async #untilReady(child) {
    const { ready, readyLimitMs } = this.#options;
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, this.#stopping.signal]);
    const ended = endOf(child);
    const limit = sleep(readyLimitMs, `no answer in ${readyLimitMs / 1000} s`, { signal }).catch(() => 'stopped');
    const end = await Promise.race([ready(signal).then(() => undefined, String), ended, limit]);
    waiting.abort();
    if (end !== undefined && this.pid !== undefined && !this.#stopping.signal.aborted) {
      child.kill('SIGKILL');
      await ended;
    }
    return end;
  }

  async #keepRunning(child) {
    const { name, say } = this.#options;
    let failures = 0;
    while (true) {
      const since = Date.now();
      const end = await endOf(child);
      if (this.#stopping.signal.aborted) return;
      failures = Date.now() - since > stableMs ? 1 : failures + 1;
      say(`${name} ended (${end}); starting it again`);
      await this.#pause(failures).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      child = this.#spawn();
      const problem = await this.#untilReady(child);
      if (problem === undefined) say(`${name} is back`);
    }
  }

  async #pause(failures) {
    const backoffMs = Math.min(this.#options.firstBackoffMs * 2 ** (failures - 1), maxBackoffMs);
    await sleep(backoffMs, undefined, { signal: this.#stopping.signal });
  }
}

/** Resolves with how a child ended, in words; at once when it already has. */
async function endOf(child) {
  if (child.exitCode === null && child.signalCode === null) {
    try {
      await once(child, 'exit');
    } catch (error) {
      return error.message;
    }
  }
  return child.signalCode ?? `exit code ${child.exitCode}`;
}
