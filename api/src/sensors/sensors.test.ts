import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import type { SensorCounters, SensorDetail, SensorPage } from './sensors.types.js';
import { heartbeat } from './testing.js';

describe('sensors', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Math.floor(Date.now() / 60_000) * 60_000;
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  const keys = new Map<string, string>();
  async function keyOf(sensor_id: string): Promise<string> {
    const key = keys.get(sensor_id) ?? (await api.key({ name: sensor_id, kind: 'sensor', sensor_id }));
    keys.set(sensor_id, key);
    return key;
  }
  const beat = async (sensorId: string, different = {}): Promise<Response> =>
    send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(now, different), bearer(await keyOf(sensorId)));
  const list = (query = ''): Promise<SensorPage> => answer(api.call(`/v1/sensors${query}`), 200);
  const get = (sensorId: string): Promise<SensorDetail> => answer(api.call(`/v1/sensors/${sensorId}`), 200);
  async function events(sensorId: string, kind: 'http' | 'tls', lines: string[]): Promise<void> {
    const headers = { ...bearer(await keyOf(sensorId)), 'content-type': 'application/x-ndjson' };
    await answer(api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers }), 202);
  }
  const time = (): string => new Date(now - 2000).toISOString();
  const many = (line: (seq: number) => string): string[] => Array.from({ length: 30 }, (_, seq) => line(seq));

  test('200: without a sensor the list is empty', async () => {
    assert.deepEqual(await list('?count=true'), { items: [], next_cursor: null, total: 0 });
  });

  test('200: a heartbeat is shown with all it says', async () => {
    await answer(
      beat('web-1', {
        backlog_batches: 3,
        lost: 7,
        sent_at: new Date(now + 1500).toISOString(),
        counters: { 'a.b': 4 },
      }),
      200,
    );
    const sensor = await get('web-1');
    assert.equal(sensor.state, 'healthy');
    assert.deepEqual(
      [sensor.hostname, sensor.backlog_batches, sensor.lost, sensor.clock_skew_ms, sensor.counters],
      ['web-1.example', 3, 7, 1500, { 'a.b': 4 }],
    );
    assert.equal(sensor.last_heartbeat_at, new Date(now).toISOString());
    assert.equal(sensor.last_batch_at, null);
    assert.equal(sensor.enrolled_at, null);
  });

  test('200: all of one answer is from one heartbeat, while others come', async () => {
    await answer(beat('web-1', { lost: 0, counters: { lost: 0 } }), 200);
    let beating = true;
    const read = async (): Promise<void> => {
      while (beating) {
        const { lost, counters } = await get('web-1');
        assert.deepEqual(counters, { lost });
      }
    };
    const beats = async (): Promise<void> => {
      for (let lost = 1; lost <= 50; lost += 1) {
        now += 1;
        await answer(beat('web-1', { lost, counters: { lost } }), 200);
      }
      beating = false;
    };
    await Promise.all([beats(), read(), read(), read()]);
  });

  test('200: a sensor that only sends events is listed, as healthy, then as silent', async () => {
    await events('only-events', 'http', [httpLine({ time: time() })]);
    const sensor = await get('only-events');
    assert.deepEqual([sensor.state, sensor.requests, sensor.lag_ms, sensor.hostname], ['healthy', 1, 2000, null]);
    assert.match(sensor.reason, /no heartbeats/);
    now += 1_000_000;
    assert.equal((await get('only-events')).state, 'silent');
  });

  test('blind: handshakes without requests, and https requests without handshakes', async () => {
    await answer(beat('no-requests'), 200);
    await events(
      'no-requests',
      'tls',
      many((seq) => tlsLine({ time: time(), src_port: 1000 + seq })),
    );
    assert.match((await get('no-requests')).reason, /30 handshakes and not one request/);
    await answer(beat('no-handshakes'), 200);
    await events(
      'no-handshakes',
      'http',
      many((seq) => httpLine({ time: time(), src_port: 1000 + seq })),
    );
    assert.equal((await get('no-handshakes')).state, 'healthy', 'not yet correlated: nothing is proved');
    const orphan = { ...withoutHandshake, sensor_id: 'no-handshakes', time: time(), scheme: 'https' as const };
    await insertRequests(
      api.context.store,
      Array.from({ length: 30 }, (_, seq) => loggedRequest(seq, orphan)),
    );
    const blind = await get('no-handshakes');
    assert.equal(blind.state, 'blind');
    assert.match(blind.reason, /30 https requests and not one handshake/);
  });

  test('lagging: events arrive late, or do not get through', async () => {
    await answer(beat('late'), 200);
    await events('late', 'http', [httpLine({ time: new Date(now - 600_000).toISOString() })]);
    assert.match((await get('late')).reason, /10 minutes old/);
    await answer(beat('stuck', { delivery: 'held', trouble: 'key refused', backlog_batches: 9 }), 200);
    assert.match((await get('stuck')).reason, /key refused.*wait on its host: 9/);
    const { items } = await list('?state=lagging');
    assert.deepEqual(
      items.map(({ sensor_id }) => sensor_id),
      ['late', 'stuck'],
    );
  });

  test('200: filters and pages', async () => {
    const { items, total } = await list('?sensor_id=no-*&count=true');
    assert.deepEqual([items.map(({ sensor_id }) => sensor_id), total], [['no-handshakes', 'no-requests'], 2]);
    const names: string[] = [];
    for (let query = '?limit=2'; query;) {
      const page = await list(query);
      names.push(...page.items.map(({ sensor_id }) => sensor_id));
      query = page.next_cursor === null ? '' : `?limit=2&cursor=${page.next_cursor}`;
    }
    assert.deepEqual(names, ['late', 'no-handshakes', 'no-requests', 'only-events', 'stuck', 'web-1']);
    assert.equal((await list('?hostname=web-1.example&sensor_version=0.1.0&state=silent')).items.length, 1);
    assert.equal((await list('?sensor_version=9')).items.length, 0);
  });

  test('200: counters over time, also over a restart', async () => {
    const beats: [number, number, number][] = [
      [-150, 0, 100],
      [-90, 0, 130],
      [-60, 0, 170],
      [-30, -50, 5],
      [-1, -50, 9],
    ];
    const present = Math.ceil(now / 60_000) * 60_000;
    for (const [at, started, value] of beats) {
      now = present + at * 1000;
      const started_at = new Date(present + (started || -3600) * 1000).toISOString();
      await answer(beat('count', { started_at, counters: { 'x.y': value, 'z.a': 1 } }), 200);
    }
    now = present;
    const path = `/v1/sensors/count/counters?name=x.*&from=${new Date(now - 120_000).toISOString()}&step_s=60`;
    const { items } = await answer<SensorCounters>(api.call(path), 200);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['x.y'],
    );
    assert.deepEqual(
      items[0]!.points.map(({ time, increase }) => [(Date.parse(time) - now) / 1000, increase]),
      [
        [-120, 30],
        [-60, 40 + 5 + 4],
      ],
    );
    const empty = await answer<SensorCounters>(api.call('/v1/sensors/late/counters?name=none'), 200);
    assert.deepEqual(empty.items, []);
  });

  test('413 and 422: a heartbeat that is too large, or says what cannot be', async () => {
    const counters = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`c${n}`, n]));
    await answer(beat('bad', { counters }), 422);
    await answer(beat('bad', { config_overridden: Array(50).fill('x'.repeat(2000)) as string[] }), 413);
    for (const wrong of [
      { counters: { 'a b': 1 } },
      { counters: { a: -1 } },
      { counters: { a: 1.5 } },
      { counters: { a: 'one' } },
      { host_id: 'a b' },
      { sent_at: 'yesterday' },
      { started_at: '2026-13-01T00:00:00Z' },
      { counters: { a: 2 ** 53 } },
      { lost: -1 },
      { lost: 2 ** 53 },
      { backlog_batches: 1e20 },
      { backlog_bytes: 2 ** 53 },
      { delivery: 'sleeping' },
      { colour: 'red' },
    ]) {
      await answer(beat('bad', wrong), 422);
    }
    await answer(api.call('/v1/sensors/bad'), 404);
  });

  test('400, 401, 403, 404, 422: what cannot be asked', async () => {
    await answer(api.call('/v1/sensors?cursor=x'), 400);
    const { next_cursor } = await list('?limit=1');
    await answer(api.call(`/v1/sensors?state=blind&cursor=${next_cursor}`), 400);
    await answer(api.call('/v1/sensors?limit=501'), 422);
    await answer(api.call('/v1/sensors?state=well'), 422);
    await answer(api.call('/v1/sensors?colour=red'), 422);
    await answer(api.call('/v1/sensors/nobody'), 404);
    await answer(api.call('/v1/sensors/nobody/counters'), 404);
    await answer(api.call('/v1/sensors/late/counters?from=-30d&step_s=60'), 422);
    await answer(api.call('/v1/sensors/late/counters?step_s=1'), 422);
    await answer(api.call('/v1/sensors/late/counters?from=2026-11-23T08:00:00Z&to=2026-11-22T08:00:00Z'), 422);
    for (const path of ['/v1/sensors', '/v1/sensors/late', '/v1/sensors/late/counters']) {
      await answer(fetch(api.address + path), 401);
      await answer(api.call(path, { headers: bearer(await keyOf('late')) }), 403);
    }
    await answer(fetch(`${api.address}/v1/sensors/heartbeat`, { method: 'POST' }), 401);
    const reader = await api.key({ name: 'reader', kind: 'reader' });
    await answer(send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(now), bearer(reader)), 403);
    await answer(send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(now)), 403);
  });
});
