import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/fail.mjs';

/** A machine that is busy with other things may take long to say what waits. */
const callLimitMs = 60_000;
/** How often a question is asked again, a second later, to which the API says that it cannot answer at the moment. */
const retries = 5;

/** The few calls of the API that the demo makes. */
export class ApiCalls {
  #url;
  #key;
  #signal;

  constructor(url, key, signal) {
    this.#url = url;
    this.#key = key;
    this.#signal = signal;
  }

  async #call(method, path, body, triesLeft = method === 'GET' ? retries : 0) {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(callLimitMs)]),
    });
    const answer = await response.json();
    if (response.status === 503 && triesLeft > 0) {
      await sleep(1000, undefined, { signal: this.#signal });
      return this.#call(method, path, body, triesLeft - 1);
    }
    if (!response.ok) throw new SetupError(`${method} ${path}: ${answer.title}: ${answer.detail}`);
    return answer;
  }

  /** Returns how many batches of requests are not correlated yet. */
  async backlog() {
    const { backlog } = await this.#call('GET', '/v1/status');
    if (backlog.quarantined) throw new SetupError(`${backlog.quarantined} batches could not be correlated.`);
    return backlog.batches;
  }

  /**
   * Starts a job and resolves with its result once it is done; `onProgress` is told what it is at.
   *
   * @throws SetupError with the reason when the job fails
   */
  async job(path, range, onProgress) {
    const { job_id } = await this.#call('POST', path, range);
    while (true) {
      const job = await this.#call('GET', `/v1/jobs/${encodeURIComponent(job_id)}`);
      onProgress([`${Math.round(job.progress * 100)} %`, job.progress_text].filter(Boolean).join(', '));
      if (job.state === 'completed') return job.result;
      if (job.state === 'failed') throw new SetupError(`${job.name} failed: ${job.failed_reason}`);
      await sleep(300, undefined, { signal: this.#signal });
    }
  }
}
