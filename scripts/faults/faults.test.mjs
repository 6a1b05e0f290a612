import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { embeddedClickHouse, ownRedis } from '../launcher/services.mjs';
import { startApi, skipWithoutServices } from '../testing/api.mjs';
import { sendTraffic } from '../testing/traffic.mjs';

const requests = 30_000;

describe('while ClickHouse or Redis go away', { skip: skipWithoutServices }, () => {
  let directory;
  let clickhouse;
  let redis;
  let api;
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ja4-faults-'));
    mkdirSync(join(directory, 'logs'));
    clickhouse = await embeddedClickHouse(directory, () => undefined);
    redis = ownRedis(directory, () => undefined);
    await Promise.all([clickhouse.service.start(), redis.service.start()]);
    api = await startApi({ CLICKHOUSE_URL: clickhouse.url, REDIS_URL: redis.url });
    await sendTraffic(api);
  });
  after(async () => {
    await api.close();
    await Promise.all([clickhouse.service.stop(), redis.service.stop()]);
    rmSync(directory, { recursive: true, force: true });
  });

  const call = (path, init = {}) =>
    fetch(api.baseUrl + path, { ...init, headers: { authorization: `Bearer ${api.apiKey}`, ...init.headers } });

  /** Kills a service, calls until it is back, and returns what was answered meanwhile. */
  async function answersDuringRestart(service, request) {
    process.kill(service.pid, 'SIGKILL');
    const answers = [];
    for (const since = Date.now(); Date.now() - since < 60_000; await sleep(50)) {
      const response = await request();
      answers.push({
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        text: await response.text(),
      });
      if (response.ok && service.pid !== undefined && Date.now() - since > 3000) break;
    }
    return answers;
  }

  function checkAnswers(answers) {
    assert.equal(answers.at(-1).status, 200, 'it works again');
    for (const { status, retryAfter, text } of answers.filter((answer) => answer.status !== 200)) {
      assert.equal(status, 503, text);
      assert.ok(Number(retryAfter) > 0, 'says when to come back');
      assert.doesNotMatch(text, /ECONN|clickhouse|redis-server|SELECT|\.js:/);
      assert.equal(JSON.parse(text).code, 'unavailable');
    }
  }

  it('a search says 503 with Retry-After while ClickHouse is started again, and works afterwards', async () => {
    checkAnswers(await answersDuringRestart(clickhouse.service, () => call('/v1/requests?count=true')));
  });

  it('an export that has begun goes on from where it was, nothing missing and nothing twice', async () => {
    const time = new Date(Date.now() - 60_000).toISOString().replace('Z', '');
    const url = new URL(clickhouse.url);
    const insert = `INSERT INTO ${api.database}.http_logs (time, batch_id, seq, client_ip, host, path, user_agent)
      SELECT toDateTime64('${time.replace('T', ' ')}', 6, 'UTC') + INTERVAL intDiv(number, 7) MICROSECOND,
        toUUID('11111111-1111-1111-1111-111111111111'), number, toIPv6('203.0.113.50'), 'bulk.example', '/bulk',
        repeat('x', 2000) FROM numbers(${requests})`;
    const response = await fetch(url.origin, {
      method: 'POST',
      headers: { 'x-clickhouse-user': url.username, 'x-clickhouse-key': url.password },
      body: insert,
    });
    assert.equal(response.status, 200, await response.text());
    const authorization = `Bearer ${api.apiKey}`;
    const headers = { authorization, 'accept-encoding': 'identity' };
    const request = get(`${api.baseUrl}/v1/requests/export?host=bulk.example`, { headers, agent: false });
    const [body] = await once(request, 'response');
    assert.equal(body.statusCode, 200);
    let text = '';
    let isKilled = false;
    for await (const chunk of body.setEncoding('utf8')) {
      text += chunk;
      if (!isKilled && text.length > 1e6) {
        isKilled = true;
        process.kill(clickhouse.service.pid, 'SIGKILL');
      }
    }
    assert.ok(isKilled);
    const seqs = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: requests }, (_, index) => index),
    );
  });

  it('what needs Redis says 503, reads go on, and it works when Redis is back', async () => {
    const reads = [];
    const write = () =>
      call('/v1/keys', {
        method: 'POST',
        body: JSON.stringify({ name: 'x', kind: 'reader' }),
        headers: { 'content-type': 'application/json', 'idempotency-key': 'while-away' },
      });
    const answers = await answersDuringRestart(redis.service, async () => {
      reads.push((await call('/v1/requests?limit=1')).status);
      reads.push((await call('/v1/detections')).status);
      const response = await call('/v1/jobs');
      return response;
    });
    checkAnswers(answers);
    assert.deepEqual([...new Set(reads)], [200]);
    process.kill(redis.service.pid, 'SIGKILL');
    const refused = await write();
    assert.ok([201, 503].includes(refused.status), String(refused.status));
    for (let attempt = 0; attempt < 300 && !(await write()).ok; attempt++) await sleep(100);
    const { items } = await api.call('GET', '/v1/keys?limit=500');
    assert.equal(items.filter(({ name }) => name === 'x').length, 1, 'counted once');
  });
});
