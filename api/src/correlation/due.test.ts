import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Batch } from '../events/batches.repository.js';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { DueBatches } from './correlation.types.js';

describe('batches that are due', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  let clockMs = Date.now();
  before(async () => {
    api = await startHarness({ now: () => clockMs }, { JA4_GRACE_MS: '0' });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  /** Each a millisecond after the one before: those of one moment are due in any order. */
  async function send(): Promise<string> {
    clockMs += 1;
    const body = ndjson([httpLine({ time: new Date(clockMs - 1000).toISOString() })]);
    const headers = { ...bearer(key), 'content-type': 'application/x-ndjson' };
    const sent = api.call('/v1/events/http', { method: 'POST', body, headers });
    return (await answer<{ batch_id: string }>(sent, 202)).batch_id;
  }

  async function due(): Promise<string[]> {
    const { items } = await answer<DueBatches>(api.call('/v1/correlation/due'), 200);
    return items.map(({ batch_id }) => batch_id);
  }

  async function loseRows(batchId: string): Promise<void> {
    const { store } = api.context;
    await store.command('test', `ALTER TABLE ${store.database}.http_events DROP PARTITION '${batchId}'`);
  }

  test('are those whose rows wait, and every ten minutes those as well whose rows are lost', async () => {
    const first = await send();
    assert.deepEqual(await due(), [first]);
    await loseRows(first);
    const second = await send();
    assert.deepEqual(await due(), [second]);
    clockMs += 599_000;
    assert.deepEqual(await due(), [second]);
    clockMs += 1000;
    assert.deepEqual(await due(), [first, second]);
    assert.deepEqual(await due(), [second]);
  });

  test('are none that failed a moment ago: each failure makes the next rest four times as long', async () => {
    const id = await send();
    const { store } = api.context;
    const sql = 'SELECT * FROM ingest_batches FINAL WHERE batch_id = {id:UUID}';
    const [batch] = await store.rows<Batch>('test', sql, { id });
    for (const [index, seconds] of [16, 64, 256, 1024].entries()) {
      const changes = { failures: index + 1, changed_at: new Date(clockMs).toISOString(), version: 10 + index };
      await store.insert('test', 'ingest_batches', [{ ...batch, ...changes }]);
      clockMs += (seconds - 1) * 1000;
      assert.ok(!(await due()).includes(id), `${seconds - 1} s after ${index + 1} failures`);
      clockMs += 1000;
      assert.ok((await due()).includes(id), `${seconds} s after ${index + 1} failures`);
    }
  });

  test('are the same when the clock was set back meanwhile', async () => {
    const [lost, waiting] = [await send(), await send()];
    await due();
    await loseRows(lost);
    clockMs -= 3600_000;
    const found = await due();
    assert.deepEqual([found.includes(lost), found.includes(waiting)], [true, true]);
  });
});
