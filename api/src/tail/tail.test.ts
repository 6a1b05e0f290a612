import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CorrelationRuns } from '../correlation/correlation.types.js';
import { httpLine, ndjson } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { FileSink } from './sinks.js';
import { tail } from './tail.js';
import { TailRepository } from './tail.repository.js';

describe('tail', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let directory: string;
  before(async () => {
    api = await startHarness(Date, { JA4_GRACE_MS: '0' });
    directory = await mkdtemp(join(tmpdir(), 'ja4-tail-'));
  });
  after(async () => {
    await api.close();
    await rm(directory, { recursive: true });
  });

  async function correlated(paths: string[]): Promise<void> {
    const response = await api.call('/v1/events/http', {
      method: 'POST',
      body: ndjson(paths.map((path) => httpLine({ path }))),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const { batch_id } = (await response.json()) as { batch_id: string };
    const ran = await api.call('/v1/correlation/run', {
      method: 'POST',
      body: JSON.stringify({ batch_ids: [batch_id] }),
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(((await ran.json()) as CorrelationRuns).items.length, 1);
  }

  /** Tails into the file until it has `lines` lines, or for a second when it should get none. */
  async function tailUntil(path: string, lines: number): Promise<string[]> {
    const abort = new AbortController();
    const sink = await FileSink.open(path);
    const running = tail(new TailRepository(api.context.store), sink.position, sink, abort.signal);
    const read = async (): Promise<string[]> => (await readFile(path, 'utf8')).split('\n').slice(0, -1);
    for (let polls = 0; polls < 100 && (await read()).length < lines; polls++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    abort.abort();
    await running;
    await sink.close();
    return (await read()).map((line) => (JSON.parse(line) as { path: string }).path);
  }

  test('each request once, in the order of correlation, resumed after a kill', async () => {
    const path = join(directory, 'requests.ndjson');
    await correlated(['/1', '/2', '/3']);
    assert.deepEqual(await tailUntil(path, 3), ['/1', '/2', '/3']);
    await correlated(['/4']);
    await correlated(['/5', '/6']);
    assert.deepEqual(await tailUntil(path, 6), ['/1', '/2', '/3', '/4', '/5', '/6']);
    const whole = await readFile(path, 'utf8');
    // Killed in the middle of the last line, and before that in the middle of a run.
    const lines = whole.split('\n');
    await writeFile(path, lines.slice(0, 5).join('\n') + '\n');
    await appendFile(path, lines[5]!.slice(0, 20));
    assert.deepEqual(await tailUntil(path, 6), ['/1', '/2', '/3', '/4', '/5', '/6']);
    assert.equal(await readFile(path, 'utf8'), whole);
  });

  test('a file of something else is refused', async () => {
    const path = join(directory, 'other.ndjson');
    await writeFile(path, '{"a":1}\n');
    await assert.rejects(FileSink.open(path), /not a request/);
  });
});
