import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AuditPage } from '../audit/audit.types.js';
import type { ProblemDetails } from '../http/problem.js';
import { startServer, type Server } from '../server.js';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { CreatedSensorToken, SensorKey, SensorTokenPage } from './enrolment.types.js';
import type { Sensor } from './sensors.types.js';
import { heartbeat } from './testing.js';

describe('enrolment of sensors', { skip: skipWithoutServices }, () => {
  let api: Harness;
  /** Another API on the same store. */
  let second: Server;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now });
    second = await startServer(api.context.settings, api.context.logger, { now: () => now });
  });
  after(async () => {
    await second.close();
    await api.close();
  });

  const token = async (sensor_id: string, more = {}): Promise<CreatedSensorToken> =>
    answer(send(api, 'POST', '/v1/sensor-tokens', { sensor_id, ...more }), 201);
  const enrol = (body: object, at: Server = api, headers = {}): Promise<Response> =>
    fetch(`${at.address}/v1/sensors/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const beat = async (key: string): Promise<number> =>
    (await send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(now), bearer(key))).status;
  const enrolled = async (sensor_id: string, host_id: string): Promise<SensorKey> =>
    answer(enrol({ token: (await token(sensor_id)).token, host_id }), 201);

  test('201: a token makes one key, which speaks for its sensor', async () => {
    const made = await token('web-1');
    const key = await answer<SensorKey>(enrol({ token: made.token, host_id: 'host-1' }), 201);
    assert.equal(key.sensor_id, 'web-1');
    const sent = await answer<{ sensor_id: string }>(
      send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(now), bearer(key.key)),
      200,
    );
    assert.equal(sent.sensor_id, 'web-1');
    const sensor = await answer<Sensor>(api.call('/v1/sensors/web-1'), 200);
    assert.equal(sensor.state, 'healthy');
    assert.equal(sensor.enrolled_at, new Date(now).toISOString());
    const again = await answer<ProblemDetails>(enrol({ token: made.token, host_id: 'host-1' }), 409);
    assert.match(again.detail, /used already/);
  });

  test('an Idempotency-Key is not read where nobody is a caller yet', async () => {
    const { token: secret } = await token('web-keyed');
    const key = { 'idempotency-key': 'k1' };
    await answer(enrol({ token: secret, host_id: 'host-keyed' }, api, key), 201);
    await answer(enrol({ token: secret, host_id: 'host-keyed' }, api, key), 409);
  });

  test('a token that many exchange at once, at two APIs, makes one key', async () => {
    const { token: secret } = await token('web-many');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => enrol({ token: secret, host_id: 'host-many' }, n % 2 ? second : api)),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [201, ...Array<number>(11).fill(409)]);
  });

  test('409: a second sensor on a host is refused unless it is forced', async () => {
    await enrolled('web-a', 'host-a');
    const { token: secret } = await token('web-b');
    const refused = await answer<ProblemDetails>(enrol({ token: secret, host_id: 'host-a' }), 409);
    assert.match(refused.detail, /web-a/);
    assert.equal(
      (await answer<SensorKey>(enrol({ token: secret, host_id: 'host-a', force: true }), 201)).sensor_id,
      'web-b',
    );
  });

  test('401: an unknown, an expired and an ended token are refused; 404 for one that is not there', async () => {
    await answer(enrol({ token: 'ja4_enrol_unknown', host_id: 'h' }), 401);
    const short = await token('web-short', { expires_in_s: 60 });
    now += 60_001;
    assert.match((await answer<ProblemDetails>(enrol({ token: short.token, host_id: 'h' }), 401)).detail, /expired/);
    const ended = await token('web-ended');
    await answer(send(api, 'DELETE', `/v1/sensor-tokens/${ended.token_id}`), 204);
    await answer(enrol({ token: ended.token, host_id: 'h' }), 401);
    await answer(send(api, 'DELETE', '/v1/sensor-tokens/none'), 404);
    await answer(send(api, 'DELETE', '/v1/sensor-tokens/5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11'), 404);
  });

  test('200: tokens are listed newest first, without secrets, page by page', async () => {
    for (const name of ['l-1', 'l-2', 'l-3']) {
      now += 1000;
      await token(name);
    }
    const first = await answer<SensorTokenPage>(api.call('/v1/sensor-tokens?limit=2'), 200);
    assert.deepEqual(
      first.items.map(({ sensor_id }) => sensor_id),
      ['l-3', 'l-2'],
    );
    assert.ok(!('secret_hash' in first.items[0]!) && !('token' in first.items[0]!));
    const next = await answer<SensorTokenPage>(api.call(`/v1/sensor-tokens?limit=2&cursor=${first.next_cursor}`), 200);
    assert.equal(next.items[0]?.sensor_id, 'l-1');
    await answer(api.call('/v1/sensor-tokens?cursor=nonsense'), 400);
    await answer(api.call('/v1/sensor-tokens?limit=0'), 422);
  });

  test('rotate: the key before works until the first heartbeat under the new one', async () => {
    const { key: old } = await enrolled('web-r', 'host-r');
    const { key } = await answer<SensorKey>(send(api, 'POST', '/v1/sensors/web-r/rotate'), 201);
    assert.equal(await beat(old), 200);
    assert.equal(await beat(key), 200);
    now += 10_001;
    assert.equal(await beat(old), 401);
    assert.equal(await beat(key), 200);
  });

  test('revoke: no key of the sensor works any more, until it enrols again', async () => {
    const { key } = await enrolled('web-x', 'host-x');
    await answer(send(api, 'DELETE', '/v1/sensors/web-x'), 204);
    now += 10_001;
    assert.equal(await beat(key), 401);
    assert.equal((await answer<Sensor>(api.call('/v1/sensors/web-x'), 200)).state, 'revoked');
    await answer(send(api, 'POST', '/v1/sensors/web-x/rotate'), 409);
    assert.equal(await beat((await enrolled('web-x', 'host-x')).key), 200);
    assert.equal((await answer<Sensor>(api.call('/v1/sensors/web-x'), 200)).state, 'healthy');
  });

  test('401, 403, 404, 422: who may not, what is not there, what does not fit', async () => {
    for (const [method, path] of [
      ['GET', '/v1/sensor-tokens'],
      ['POST', '/v1/sensor-tokens'],
      ['DELETE', '/v1/sensor-tokens/none'],
      ['POST', '/v1/sensors/web-1/rotate'],
      ['DELETE', '/v1/sensors/web-1'],
    ] as const) {
      const init = {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      };
      await answer(fetch(api.address + path, init), 401);
      const analyst = await api.key({ name: 'analyst', kind: 'analyst' });
      await answer(send(api, method, path, method === 'POST' ? {} : undefined, bearer(analyst)), 403);
    }
    await answer(send(api, 'POST', '/v1/sensors/nobody/rotate'), 404);
    await answer(send(api, 'DELETE', '/v1/sensors/nobody'), 404);
    for (const body of [
      { sensor_id: 'a b' },
      { sensor_id: 'a', expires_in_s: 59 },
      { sensor_id: 'a', colour: 1 },
      {},
    ]) {
      await answer(send(api, 'POST', '/v1/sensor-tokens', body), 422);
    }
    for (const body of [{ token: 'x' }, { token: '', host_id: 'h' }, { token: 'x', host_id: 'a b' }]) {
      await answer(enrol(body), 422);
    }
  });

  test('who made, used, rotated and revoked is in the audit', async () => {
    await api.auditLog.flush();
    const response = await api.call('/v1/audit?operation=sensors.*&limit=500');
    const { items } = (await response.json()) as AuditPage;
    const done = items.filter(({ outcome }) => outcome < 300).map(({ operation }) => operation);
    const expected = ['createToken', 'deleteToken', 'enrol', 'revoke', 'rotate'].map((name) => `sensors.${name}`);
    assert.deepEqual([...new Set(done)].sort(), expected);
    const enrolment = items.find(({ operation, outcome }) => operation === 'sensors.enrol' && outcome === 201);
    assert.equal(enrolment?.actor_kind, 'sensor');
    assert.ok(enrolment.subject);
  });

  test('503: without Redis no token is exchanged; heartbeats go on', async () => {
    const { token: secret } = await token('web-later');
    const { key } = await enrolled('web-goes-on', 'host-goes-on');
    assert.equal(await beat(key), 200);
    api.context.redis.disconnect();
    await answer(enrol({ token: secret, host_id: 'host-later' }), 503);
    await answer(send(api, 'POST', '/v1/sensors/web-goes-on/rotate'), 503);
    await answer(send(api, 'DELETE', '/v1/sensors/web-goes-on'), 503);
    assert.equal(await beat(key), 200);
    await answer(enrol({ token: secret, host_id: 'host-later' }, second), 201);
  });
});
