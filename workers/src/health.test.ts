import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { listenForHealth } from './health.js';
import { createMetrics } from './metrics.js';

test('live always, ready unless there is a reason, metrics for Prometheus', async () => {
  let reason: string | undefined;
  const metrics = createMetrics();
  const server = await listenForHealth('127.0.0.1', 0, metrics.registry, () => reason);
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
    return { status: response.status, text: await response.text() };
  };
  try {
    assert.deepEqual(await get('/readyz'), { status: 200, text: 'ok\n' });
    reason = 'draining';
    assert.deepEqual(await get('/readyz'), { status: 503, text: 'draining\n' });
    assert.deepEqual(await get('/livez'), { status: 200, text: 'ok\n' });
    metrics.jobs.inc({ queue: 'detection', job: 'score', outcome: 'completed' });
    const { text } = await get('/metrics');
    assert.match(text, /^ja4_workers_jobs_total\{queue="detection",job="score",outcome="completed"\} 1$/m);
    assert.equal((await get('/other')).status, 404);
    assert.equal((await get('/livez', 'POST')).status, 405);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
