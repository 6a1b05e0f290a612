import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fields, type Field } from './fields.js';
import { readSpecification } from './http/specification.js';
import { skipWithoutServices, startHarness, type Harness } from './testing/harness.js';

interface Schema {
  properties: Record<string, { nullable?: boolean }>;
}
interface Specification {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, { get: { parameters: { name: string }[] } }>;
}

const specification = readSpecification() as Specification;
const properties = (schema: string): Schema['properties'] => specification.components.schemas[schema]!.properties;
const names = (wanted: (field: Field) => boolean): string[] => fields.filter(wanted).map(({ name }) => name);

test('the specification of a request has its id and these fields in their order, null where they may be unknown', () => {
  const logged = properties('LoggedRequest');
  assert.deepEqual(Object.keys(logged), ['id', ...names(() => true)]);
  const nullable = Object.keys(logged).filter((name) => logged[name]!.nullable);
  assert.deepEqual(nullable.sort(), names((field) => field.nullable).sort());
});

test('the search has one filter for each field; from and to bound the time', () => {
  const others = ['from', 'to', 'limit', 'cursor', 'count', 'sort'];
  const parameters = specification.paths['/v1/requests']!.get.parameters.map(({ name }) => name);
  const filters = parameters.filter((name) => !others.includes(name));
  assert.deepEqual(filters.sort(), names(({ name }) => name !== 'time').sort());
});

test('events have the fields of their kind', () => {
  assert.deepEqual(Object.keys(properties('HttpEvent')).sort(), names(({ origin }) => origin === 'http').sort());
  const ofConnection = ['conn_id', 'src_ip', 'src_port', 'dst_ip', 'dst_port'];
  const renamed: Record<string, string> = { time: 'tls_time', source: 'tls_source' };
  const tlsFields = Object.keys(properties('TlsEvent'))
    .filter((name) => !ofConnection.includes(name))
    .map((name) => renamed[name] ?? name);
  assert.deepEqual(tlsFields.sort(), names(({ origin }) => origin === 'tls').sort());
});

describe('schema', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  test('http_logs has these columns, nullable where they may be unknown', async () => {
    const sql = `SELECT name, toBool(type LIKE '%Nullable(%') AS nullable FROM system.columns
      WHERE database = {database:String} AND table = 'http_logs' AND default_kind != 'MATERIALIZED' ORDER BY name`;
    const { store } = api.context;
    const columns = await store.rows<{ name: string; nullable: boolean }>('test', sql, { database: store.database });
    const expected = fields.map(({ name, nullable }) => ({ name, nullable }));
    assert.deepEqual(
      columns,
      expected.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });
});
