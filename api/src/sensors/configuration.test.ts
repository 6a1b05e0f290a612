import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ProblemDetails } from '../http/problem.js';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { HeartbeatAnswer, SensorConfiguration } from './heartbeat.types.js';
import type { Sensor } from './sensors.types.js';
import { heartbeat } from './testing.js';

describe('remote configuration of sensors', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  before(async () => {
    api = await startHarness();
    key = await api.key({ name: 'web-1', kind: 'sensor', sensor_id: 'web-1' });
    await beat();
  });
  after(() => api.close());

  const beat = (different = {}): Promise<HeartbeatAnswer> =>
    answer(send(api, 'POST', '/v1/sensors/heartbeat', heartbeat(Date.now(), different), bearer(key)), 200);
  const path = '/v1/sensors/web-1/config';
  const put = (settings: object, ifMatch?: string): Promise<Response> =>
    send(api, 'PUT', path, { settings }, ifMatch === undefined ? {} : { 'if-match': ifMatch });
  const etag = async (): Promise<string> => (await api.call(path)).headers.get('etag') ?? '';

  test('200: what is written is read by people and by the sensor, which hears of it with its heartbeat', async () => {
    assert.equal(await etag(), '"0"');
    const written = await answer<SensorConfiguration>(put({ JA4_SAMPLE_PERCENT: '50' }, '"0"'), 200);
    assert.equal(written.version, 1);
    assert.equal((await beat()).config_version, 1);
    const read = await answer<SensorConfiguration>(api.call(path, { headers: bearer(key) }), 200);
    assert.deepEqual(read, written);
    await beat({ config_version: 1 });
    const sensor = await answer<Sensor>(api.call('/v1/sensors/web-1'), 200);
    assert.deepEqual([sensor.config_version, sensor.applied_config_version], [1, 1]);
  });

  test('304: nothing is sent again when it has not changed', async () => {
    const tag = await etag();
    for (const known of [tag, `W/${tag}`, `"999", ${tag}`, '*']) {
      const response = await api.call(path, { headers: { 'if-none-match': known } });
      assert.equal(response.status, 304, known);
      assert.equal(response.headers.get('etag'), tag);
      assert.equal(await response.text(), '');
    }
    await answer(api.call(path, { headers: { 'if-none-match': '"999"' } }), 200);
  });

  test('428 without If-Match, 412 when another was faster; of two at once one wins', async () => {
    await answer(put({}), 428);
    await answer(put({}, '"999"'), 412);
    const tag = await etag();
    const answers = await Promise.all([put({ JA4_LOG_LEVEL: 'debug' }, tag), put({ JA4_LOG_LEVEL: 'warn' }, tag)]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 412]);
  });

  test('422: each setting that a sensor would refuse is named, and so is what it may not be told', async () => {
    const cases: [object, string[]][] = [
      [
        { JA4_SAMPLE_PERCENT: '0', JA4_INCLUDE: '300.1.1.1' },
        ['/settings/JA4_SAMPLE_PERCENT', '/settings/JA4_INCLUDE'],
      ],
      [{ JA4_CAPTURE_INTERFACES: '../eth0' }, ['/settings/JA4_CAPTURE_INTERFACES']],
      [{ JA4_ADDRESSES: 'everything' }, ['/settings/JA4_ADDRESSES']],
      [{ JA4_QUERY_STRINGS: '' }, ['/settings/JA4_QUERY_STRINGS']],
      [{ JA4_API_URL: 'https://other.example' }, ['/settings/JA4_API_URL']],
      [{ JA4_ADDRESS_KEY: 'a secret of sixteen' }, ['/settings/JA4_ADDRESS_KEY']],
    ];
    for (const [settings, locations] of cases) {
      const problem = await answer<ProblemDetails>(put(settings, await etag()), 422);
      assert.deepEqual(problem.errors?.map(({ location }) => location).toSorted(), locations.toSorted());
    }
  });

  test('403 for another sensor and without the scope, 404 for a sensor that is not there', async () => {
    const other = await api.key({ name: 'web-2', kind: 'sensor', sensor_id: 'web-2' });
    await answer(api.call(path, { headers: bearer(other) }), 403);
    await answer(send(api, 'PUT', path, { settings: {} }, { ...bearer(key), 'if-match': '"0"' }), 403);
    await answer(api.call('/v1/sensors/nobody/config'), 404);
    await answer(send(api, 'PUT', '/v1/sensors/nobody/config', { settings: {} }, { 'if-match': '"0"' }), 404);
    await answer(fetch(api.address + path), 401);
    assert.equal(
      (await answer<SensorConfiguration>(api.call('/v1/sensors/web-2/config', { headers: bearer(other) }), 200))
        .version,
      0,
    );
  });
});
