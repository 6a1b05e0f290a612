import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { after, before, describe, it, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exampleDetection } from '../detections/detections.example.js';
import { DetectionsExport } from '../detections/detections.export.js';
import { DetectionsRepository } from '../detections/detections.repository.js';
import type { Detection } from '../detections/detections.types.js';
import { rootDir } from '../http/pages.js';
import { finding } from '../testing/findings.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';
import { objectsOf, stixBundle } from './stix.js';

const detections: Detection[] = [
  exampleDetection,
  { ...exampleDetection, client_ip: '2001:db8::7', host: '', ja4: '', kind: 'anomaly', level: 'low', requests: 0 },
  {
    ...exampleDetection,
    ...{ status: 'closed', closed_at: exampleDetection.updated_at, verdict: 'suppressed', version: 3, comment: 'ours' },
  },
];
const schema = (name: string): unknown =>
  JSON.parse(readFileSync(join(rootDir, 'api/src/exports/schemas', `${name}.json`), 'utf8'));

/** Returns the leaves of an event by the names that the schema gives them. */
function leaves(value: object, prefix = ''): [name: string, value: unknown][] {
  return Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
    const isObject = typeof each === 'object' && each !== null && !Array.isArray(each);
    return isObject ? leaves(each as object, `${prefix}${key}.`) : [[prefix + key, each]];
  });
}

test('ECS: every field is one of the schema, of its type, with a value that it allows', () => {
  interface Field {
    type: string;
    array?: boolean;
    allowed?: string[];
  }
  const { fields } = schema('ecs-9.4') as { fields: Record<string, Field> };
  const fits: Record<string, (value: unknown) => boolean> = {
    keyword: (value) => typeof value === 'string' && value !== '',
    match_only_text: (value) => typeof value === 'string',
    date: (value) => !Number.isNaN(Date.parse(String(value))),
    ip: (value) => typeof value === 'string' && /^[\d.]+$|^[\da-f:]+$/.test(value),
    long: Number.isSafeInteger,
    float: (value) => typeof value === 'number',
  };
  for (const detection of detections) {
    const found = leaves(ecsOf(detection)).filter(([name]) => !name.startsWith('ja4_platform.'));
    for (const [name, value] of found) {
      const field = fields[name];
      assert.ok(field, `${name} is no field of ECS`);
      assert.equal(Array.isArray(value), field.array ?? false, `${name} is an array or not`);
      for (const each of [value].flat()) {
        assert.ok(fits[field.type]?.(each), `${name} is no ${field.type}: ${String(each)}`);
        if (field.allowed) assert.ok(field.allowed.includes(String(each)), `${name} must not be ${String(each)}`);
      }
    }
    for (const name of ['@timestamp', 'ecs.version'])
      assert.ok(
        found.some(([each]) => each === name),
        name,
      );
  }
});

test('OCSF: the attributes of a Detection Finding, those that are required among them', () => {
  interface Class {
    required: string[];
    optional: string[];
    enum?: Record<string, number[]>;
  }
  const published = schema('ocsf-detection-finding') as Record<string, Class>;
  const check = (name: string, value: Record<string, unknown>): void => {
    const { required, optional, enum: values = {} } = published[name]!;
    for (const each of required) assert.ok(value[each] !== undefined, `${name}.${each} is required`);
    for (const each of Object.keys(value)) assert.ok([...required, ...optional].includes(each), `${name}.${each}`);
    for (const [each, allowed] of Object.entries(values)) assert.ok(allowed.includes(value[each] as number), each);
  };
  for (const detection of detections) {
    const event = ocsfOf(detection) as Record<string, unknown>;
    check('class', event);
    check('finding_info', event.finding_info as Record<string, unknown>);
    for (const evidence of event.evidences as Record<string, unknown>[]) check('evidences', evidence);
    assert.equal(event.type_uid, (event.class_uid as number) * 100 + (event.activity_id as number));
    for (const name of ['time', 'start_time', 'end_time']) assert.ok(Number.isSafeInteger(event[name]), name);
  }
  const [open, , closed] = detections.map((each) => ocsfOf(each) as Record<string, unknown>);
  assert.deepEqual([open?.activity_name, open?.status, open?.is_alert], ['Create', 'New', true]);
  assert.deepEqual([closed?.activity_name, closed?.status, closed?.is_alert], ['Close', 'Suppressed', false]);
});

describe('STIX', () => {
  type StixObject = ReturnType<typeof objectsOf>[number];
  const validator = new Ajv2020({ strictTypes: false, validateFormats: false });
  validator.addSchema(schema('stix-2.1') as object, 'stix');
  const faults = (type: string, value: unknown): unknown =>
    validator.validate(`stix#/$defs/${type}`, value) ? null : validator.errors;

  const extremes = { requests: 2_000_000_000, score: 0, created_at: '2026-11-22T15:05:00Z' };
  const exported = [...detections, { ...exampleDetection, ...extremes }];
  const uuid = 'b9f5f9d2-7e1f-4f0e-9d3a-0c8a4b1f2e63';
  let bundle: StixObject;
  let objects: StixObject[];
  before(async () => {
    bundle = (await json(stixBundle(uuid, Readable.from(exported)))) as StixObject;
    objects = bundle.objects as StixObject[];
  });

  it('fits the schema of each type', () => {
    for (const object of [...objects, ...exported.flatMap(objectsOf), bundle])
      assert.equal(faults(object.type, object), null, object.type);
    const counts = objects.filter(({ type }) => type === 'sighting').map(({ count }) => count);
    assert.deepEqual(counts, [100, 1, 100, 999_999_999]);
  });

  it('keeps ids, refers to what is in the bundle, and puts times in their order: what the schema cannot say', () => {
    for (const detection of exported) assert.deepEqual(objectsOf(detection), objectsOf(detection));
    const ids = new Set(objects.map(({ id }) => id));
    const time = (value: unknown): number => Date.parse(value as string);
    for (const object of objects) {
      assert.equal(object.spec_version, '2.1');
      const refs = Object.entries(object).filter(([name]) => /_refs?$/.test(name));
      for (const ref of refs.flatMap(([, value]) => value as string | string[])) assert.ok(ids.has(ref), ref);
      if (object.created) assert.ok(time(object.created) <= time(object.modified));
      if (object.type === 'observed-data') assert.ok(time(object.first_observed) <= time(object.last_observed));
      if (object.type === 'sighting') assert.ok(time(object.first_seen) <= time(object.last_seen));
    }
  });

  it('is valid until it is closed or suppressed, and without end while it is open, again or still', () => {
    const times = { first_seen: '2026-11-22T14:03:21.482913Z', updated_at: '2026-11-22T16:00:00.120Z' };
    const until = (state: Partial<Detection>): unknown => {
      const object = objectsOf({ ...exampleDetection, ...times, ...state }).find(({ type }) => type === 'indicator')!;
      assert.equal(faults('indicator', object), null);
      assert.ok(!('revoked' in object), 'what is revoked stays so');
      return object.valid_until;
    };
    const closed = { status: 'closed', closed_at: '2026-11-22T15:30:00.000Z' } as const;
    assert.equal(until(closed), closed.closed_at);
    for (const state of [{}, closed]) {
      assert.equal(until({ ...state, verdict: 'suppressed' }), '2026-11-22T14:03:21.483Z', 'whenever it is seen again');
    }
    assert.equal(until({ status: 'open', closed_at: null, change: 'reopened', version: 3 }), undefined);
    assert.equal(until({ ...closed, closed_at: '2026-11-22T14:03:21.482Z' }), '2026-11-22T14:03:21.483Z');
  });

  it('would not fit with one wrong or missing property', () => {
    const time = '2026-11-22T15:05:00Z';
    const id = `report--${uuid}`;
    const wrong: Record<string, object> = {
      bundle: { type: 'x', id, objects: [] },
      identity: { type: 'x', id, name: undefined, created: time, severity: 'high', Upper: 'case' },
      indicator: {
        id: 'indicator--1',
        spec_version: undefined,
        created_by_ref: 'me',
        modified: time,
        revoked: 'no',
        confidence: 101,
        labels: [],
        external_references: [{ source_name: 'cve', external_id: '1' }],
        indicator_types: [],
        name: 1,
        description: null,
        pattern: undefined,
        pattern_type: undefined,
        valid_from: '2026-11-22 15:05:00',
        valid_until: '2026-11-22 15:05:00',
      },
      'observed-data': {
        id,
        first_observed: undefined,
        last_observed: '2026-11-22T15:05:00+01:00',
        number_observed: 0,
        object_refs: [id],
        objects: { 0: {} },
      },
      sighting: {
        id,
        first_seen: '2026-13-01T00:00:00Z',
        last_seen: 1,
        count: 1e9,
        sighting_of_ref: undefined,
        observed_data_refs: [id],
        where_sighted_refs: [],
      },
      'ipv4-addr': { type: 'ipv6-addr', id, value: '203.0.113.256' },
      'ipv6-addr': { type: 'ipv4-addr', id, value: '2001:db8::x' },
    };
    for (const [type, properties] of Object.entries(wrong)) {
      const right = [bundle, ...objects].find((object) => object.type === type);
      for (const [name, value] of Object.entries(properties)) {
        const changed: unknown = JSON.parse(JSON.stringify({ ...right, [name]: value as unknown }));
        assert.notEqual(faults(type, changed), null, `${type}.${name}`);
      }
    }
  });
});

describe('exports', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let calls: JsonCalls;
  before(async () => {
    api = await startHarness();
    calls = new JsonCalls(api);
  });
  after(() => api.close());

  const types = {
    ecs: 'application/x-ndjson',
    ocsf: 'application/x-ndjson',
    cef: 'text/plain',
    stix: 'application/stix+json',
  };
  const get = async (path: string): Promise<string> => {
    const response = await api.call(`/v1/exports/${path}`);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    const format = path.split('?')[0] as keyof typeof types;
    assert.ok(response.headers.get('content-type')?.startsWith(types[format]));
    return text;
  };

  it('200 nothing from an empty database; a bundle of nobody’s but the author', async () => {
    for (const format of ['ecs', 'ocsf', 'cef']) assert.equal(await get(format), '');
    const bundle = JSON.parse(await get('stix')) as { type: string; id: string; objects: { type: string }[] };
    assert.deepEqual([bundle.type, bundle.objects.map(({ type }) => type)], ['bundle', ['identity']]);
    assert.match(bundle.id, /^bundle--[0-9a-f-]{36}$/);
  });

  it('200 every detection that matches, in the order they were opened, in each format', async () => {
    const items = [1, 2, 3].map((minute) =>
      finding(`${minute}`, { client_ip: `203.0.113.${minute}`, last_seen: `2026-11-22T15:0${minute}:00Z` }),
    );
    for (const item of items) await calls.ok(200, 'PUT', '/v1/detections', { items: [item] }, await calls.as('worker'));
    const ips = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    const lines = async (path: string): Promise<Record<string, { ip: string }>[]> =>
      (await get(path))
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, { ip: string }>);
    assert.deepEqual(
      (await lines('ecs')).map(({ source }) => source?.ip),
      ips,
    );
    assert.deepEqual(
      (await lines('ecs?client_ip=203.0.113.2')).map(({ source }) => source?.ip),
      [ips[1]],
    );
    assert.deepEqual(
      (await lines('ecs?from=2026-11-22T15:02:00Z&level=critical')).map(({ source }) => source?.ip),
      ips.slice(1),
    );
    assert.equal((await lines('ocsf')).length, 3);
    assert.deepEqual(
      [...(await get('cef')).matchAll(/ src=(\S+)/g)].map(([, ip]) => ip),
      ips,
    );
    const { objects } = JSON.parse(await get('stix')) as { objects: { type: string }[] };
    assert.equal(objects.length, 1 + 3 * 4);
    await calls.ok(201, 'POST', '/v1/labels', { label: 'legitimate', subject: 'address', value: ips[0] });
    assert.deepEqual(
      (await lines('ecs')).map(({ source }) => source?.ip),
      ips.slice(1),
    );
    assert.equal((await lines('ecs?verdict=any')).length, 3);
  });

  it('200 every detection once where they are more than is read at a time, also those of the same moment', async () => {
    const items = Array.from({ length: 1200 }, (_, at) =>
      finding(`page-${at}`, { host: 'pages.example', last_seen: `2026-11-22T16:${10 + Math.floor(at / 400)}:00Z` }),
    );
    for (const from of [0, 400, 800]) {
      await calls.ok(200, 'PUT', '/v1/detections', { items: items.slice(from, from + 400) }, await calls.as('worker'));
    }
    const lines = (await get('ecs?host=pages.example')).trimEnd().split('\n');
    const documents = lines.map((line) => JSON.parse(line) as { event: { id: string; end: string } });
    assert.equal(new Set(documents.map(({ event }) => event.id)).size, 1200);
    const ends = documents.map(({ event }) => event.end);
    assert.deepEqual(ends, ends.toSorted());
  });

  it('every detection once, also those that change meanwhile', async () => {
    const { store, clock } = api.context;
    const pages = new DetectionsExport(new DetectionsRepository(store), clock).all('exports', {
      host: ['pages.example'],
    });
    const ids = ((await pages.next()).value as readonly Detection[]).map(({ detection_id }) => detection_id);
    const later = { last_seen: '2026-11-22T17:00:00Z', score: 0.99 };
    const changed = Array.from({ length: 1200 }, (_, at) => finding(`page-${at}`, { host: 'pages.example', ...later }));
    for (const from of [0, 400, 800]) {
      const items = changed.slice(from, from + 400);
      await calls.ok(200, 'PUT', '/v1/detections', { items }, await calls.as('worker'));
    }
    for await (const page of pages) ids.push(...page.map(({ detection_id }) => detection_id));
    assert.deepEqual([ids.length, new Set(ids).size], [1200, 1200]);
  });

  it('401, 403, 422, 503: what is wrong is named, also when the body would be a stream', async () => {
    assert.equal((await fetch(`${api.address}/v1/exports/ecs`)).status, 401);
    assert.equal((await calls.send('GET', '/v1/exports/ecs', undefined, await calls.as('bouncer'))).status, 403);
    await calls.refused([
      [422, 'GET', '/v1/exports/ecs?level=x', undefined, /level/],
      [422, 'GET', '/v1/exports/cef?client_ip=x', undefined, /query\.client_ip/],
      [422, 'GET', '/v1/exports/stix?from=-1h&to=-2h', undefined, /query\.from/],
      [422, 'GET', '/v1/exports/ocsf?colour=red', undefined, /colour/],
    ]);
    await api.context.store.command(
      'test',
      `RENAME TABLE ${api.context.store.database}.detections TO ${api.context.store.database}.away`,
    );
    const answer = await calls.send<{ code: string }>('GET', '/v1/exports/ecs');
    assert.deepEqual([answer.status, answer.body.code], [500, 'internal']);
    await api.context.store.command(
      'test',
      `RENAME TABLE ${api.context.store.database}.away TO ${api.context.store.database}.detections`,
    );
  });
});
