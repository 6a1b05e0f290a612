import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { exampleDetection } from '../detections/detections.example.js';
import type { ApiKeyPage } from '../keys/keys.types.js';
import { answerOf, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import type { UserPage } from '../users/users.types.js';
import { Generator, type Call } from './generate.js';
import { Specification, type Operation } from './specification.js';

const specification = new Specification();
/** Calls of each operation that fit, and as many that do not. */
const runs = { empty: 3, full: 6 };
/** What only the inside of the platform says. */
const inside =
  /\bSELECT\b.*\bFROM\b|DB::|Code: \d+|ClickHouse|chDB|ioredis|ECONN|EPIPE|node_modules|\/dist\/|\.[jt]s:\d+|\bat [\w.]+ \(|undefined is not|Cannot read propert|is not a function/i;

/** What is taken whenever it fits the specification, so that these answers are looked at as well. */
const takesAll = new Set(['events.sendHttp', 'events.sendTls', 'webhooks.create']);
const guessing = new Set(['session.login', 'session.changePassword']);

const isJson = (mediaType: string): boolean => /^application\/([\w.-]+\+)?json$/.test(mediaType);

describe('contract', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let sensor: string;
  let cookie: string;
  const sensorId = 'contract';
  /** Whom the calls are made as: nothing generated may take them away. */
  const own = new Set([sensorId]);
  let laterMs = 0;
  const known = new Map<string, Set<string>>();
  const generator = new Generator(specification, known);

  before(async () => {
    api = await startHarness({ now: () => Date.now() + laterMs }, { JA4_RATE_LIMIT: '0', JA4_GRACE_MS: '0' });
    sensor = await api.key({ name: sensorId, kind: 'sensor', sensor_id: sensorId });
    for (const { key_id } of (await answerOf<ApiKeyPage>(api, '/v1/keys')).items) own.add(key_id);
    for (const { user_id } of (await answerOf<UserPage>(api, '/v1/users')).items) own.add(user_id);
  });
  after(() => api.close());

  /** Headers of a caller that the operation is for. */
  const credentials = ({ isForSensors, takesKeys, isGuarded }: Operation): Record<string, string> => {
    if (takesKeys) return bearer(isForSensors ? sensor : api.adminKey);
    return { authorization: '', ...(isGuarded && { cookie, 'x-api-key': api.adminKey }) };
  };

  const send = (operation: Operation, { path, query, headers, body }: Call): Promise<Response> => {
    const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
    const type = body === undefined ? {} : { 'content-type': operation.body?.type ?? 'application/json' };
    const clean = Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\x20-\x7e]/g, '?')]);
    return api.call(`${path}?${search.toString()}`, {
      method: operation.method,
      headers: { origin: api.address, ...credentials(operation), ...type, ...(Object.fromEntries(clean) as object) },
      ...(body === undefined ? {} : { body }),
    });
  };

  /** Remembers the values of an answer by their names: they are the ids of later calls. */
  const remember = (value: unknown, name = ''): void => {
    if (Array.isArray(value)) value.slice(0, 5).forEach((item) => remember(item, name));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) remember(inner, key);
    } else if (typeof value === 'string' && value !== '' && value.length < 500 && !own.has(value)) {
      const values = known.get(name) ?? new Set();
      if (values.size < 100) known.set(name, values.add(value));
    }
  };

  /** Adds the status of an answer; throws when it is none that the specification knows. */
  async function check(operation: Operation, call: Call, statuses: Set<number>): Promise<void> {
    let response = await send(operation, call);
    // On a machine that has much else to do Redis may be late.
    for (let attempt = 0; response.status === 503 && attempt < 3; attempt++) {
      await sleep(1000);
      response = await send(operation, call);
    }
    const { status } = response;
    statuses.add(status);
    // An address of more than 16 KB is refused before there is a request.
    if (status === 431) return;
    const where = `${operation.method} ${operation.id} ${JSON.stringify(call).slice(0, 1500)}: ${status}`;
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (mediaType === 'text/event-stream') {
      await response.body?.cancel();
      return;
    }
    const text = await response.text();
    const answer = `${where} ${text.slice(0, 500)}`;
    assert.ok(status < 500, answer);
    // A generated path may be another one, or that of no operation.
    const isElsewhere = status === 404 && /"There is no (GET|HEAD|POST|PUT|PATCH|DELETE) \//.test(text);
    const types = operation.answers[status];
    assert.ok(types !== undefined || isElsewhere, `${answer}: the status is not documented`);
    assert.ok(response.headers.get('x-request-id'), `${where}: no X-Request-Id`);
    if (text === '') {
      // An empty export is an empty body.
      assert.ok(!types?.some((type) => isJson(type)), `${where}: no body`);
      return;
    }
    if (types === undefined) return;
    assert.ok(types.includes(mediaType), `${where}: ${mediaType} is not one of ${types.join(', ')}`);
    if (!isJson(mediaType)) return;
    const json = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(specification.faultsOf(operation, status, mediaType, json), [], answer);
    if (status < 400) remember(json);
    else {
      // What the caller sent itself may come back.
      const sent = JSON.stringify(call);
      const leaked = inside.exec(text)?.[0];
      assert.ok(leaked === undefined || inside.test(sent), `${answer}: shows the inside (${leaked})`);
    }
  }

  async function signIn(): Promise<void> {
    const body = JSON.stringify({ user: 'admin', password: api.password });
    const headers = { authorization: '', 'content-type': 'application/json' };
    const response = await api.call('/v1/session', { method: 'POST', body, headers });
    assert.equal(response.status, 201);
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  async function callAll(operation: Operation, numRuns: number): Promise<void> {
    await signIn();
    const statuses = new Set<number>();
    const called = async (call: Call): Promise<void> => {
      await check(operation, call, statuses);
      if (operation.id === 'session.logout') await signIn();
    };
    for (const calls of [generator.valid(operation), generator.invalid(operation)]) {
      await fc.assert(fc.asyncProperty(calls, called), { numRuns, endOnFailure: true });
    }
    // Wrong passwords are counted for so long, and would keep the next operation from signing in.
    if (guessing.has(operation.id)) laterMs += 15 * 60_000;
    const isLetIn = [...statuses].some((status) => status !== 401 && status !== 403);
    assert.ok(isLetIn, `${operation.id}: every call was refused for who made it`);
    const hasSuccess = statuses.has(201) || statuses.has(202);
    assert.ok(hasSuccess || !takesAll.has(operation.id), `${operation.id}: ${[...statuses].join(', ')}`);
  }

  /** Reads before writes, and what takes something away last. */
  const order = ({ method }: Operation): number => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].indexOf(method);
  const operations = specification.operations.toSorted((a, b) => order(a) - order(b));

  describe('an empty database', () => {
    it('422 for a query parameter that is not known, on every operation of ours', async () => {
      await signIn();
      for (const operation of operations.filter(({ path }) => path.startsWith('/v1/'))) {
        let isNamed = false;
        // What is generated may be refused for something else, too.
        for (const call of fc.sample(generator.valid(operation), 20)) {
          const response = await send(operation, { ...call, headers: {}, query: [...call.query, ['not_known', '1']] });
          const text = await response.text();
          assert.ok(response.status >= 400, `${operation.id} ${JSON.stringify(call)}: ${response.status}`);
          isNamed = response.status === 422 && text.includes('"query.not_known is not known here."');
          if (isNamed) break;
        }
        assert.ok(isNamed, operation.id);
      }
    });

    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      it(operation.id, () => callAll(operation, runs.empty));
    }
  });

  describe('a database with data', () => {
    before(async () => {
      const now = Date.now();
      const requests = Array.from({ length: 40 }, (_, index) =>
        loggedRequest(index + 1, {
          time: new Date(now - index * 600_000).toISOString().replace('Z', '000Z'),
          client_ip: index % 2 ? '2001:db8::7' : '203.0.113.7',
          path: index % 3 ? '/login' : '/.env',
          method: index % 3 ? 'POST' : 'GET',
          ...(index % 5 ? {} : withoutHandshake),
        }),
      );
      await insertRequests(api.context.store, requests);
      const headers = { 'content-type': 'application/x-ndjson', ...bearer(sensor) };
      for (const [kind, line] of [
        ['http', httpLine],
        ['tls', tlsLine],
      ] as const) {
        await api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson([line(), line()]), headers });
      }
      const { kind, client_ip, ja4, host, level, model_id, reasons } = exampleDetection;
      const found = { kind, client_ip, ja4, host, level, model_id, reasons, requests: 5, score: 0.5 };
      const seen = { first_seen: new Date(now - 3_600_000).toISOString(), last_seen: new Date(now).toISOString() };
      const items = Array.from({ length: 5 }, (_, index) => ({ ...found, ...seen, key: `contract-${index}` }));
      const worker = { authorization: `Bearer ${await api.key({ name: 'worker', kind: 'worker' })}` };
      const json = { 'content-type': 'application/json', ...worker };
      await api.call('/v1/detections', { method: 'PUT', body: JSON.stringify({ items }), headers: json });
    });

    for (const operation of operations) it(operation.id, () => callAll(operation, runs.full));

    it('401 without credentials, but for what needs none', async () => {
      const open = operations.filter(({ isGuarded }) => !isGuarded).map(({ id }) => id);
      assert.deepEqual(open.sort(), ['sensors.enrol', 'session.login']);
      for (const { path, method, isGuarded, id } of operations) {
        if (!isGuarded) continue;
        const response = await fetch(api.address + path.replaceAll(/\{\w+\}/g, 'x'), { method });
        assert.equal(response.status, 401, id);
      }
    });

    it('400, 413 and 415 for bodies that cannot be read', async () => {
      await signIn();
      for (const operation of operations.filter(({ body }) => body?.type === 'application/json')) {
        const headers = { ...credentials(operation), origin: api.address };
        const path = operation.path.replaceAll(/\{\w+\}/g, 'x');
        const call = (type: string, body: string): Promise<Response> =>
          api.call(path, { method: operation.method, body, headers: { ...headers, 'content-type': type } });
        for (const response of [await call('application/json', '{"a":'), await call('text/html', '<p>')]) {
          assert.ok(
            [400, 404, 409, 412, 415, 422, 428].includes(response.status),
            `${operation.id} ${response.status}`,
          );
          assert.ok(operation.answers[response.status], `${operation.id} ${response.status}`);
        }
      }
      const large = `{"name":"${'x'.repeat(17 * 1024 * 1024)}"}`;
      const headers = { 'content-type': 'application/json' };
      assert.equal((await api.call('/v1/keys', { method: 'POST', body: large, headers })).status, 413);
    });
  });
});
