import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClickHouseError, createClient } from '@clickhouse/client';
import { remote, useClickhouse } from './harness.js';

const harness = useClickhouse();

async function refusal(query: string, clickhouse_settings = {}): Promise<ClickHouseError> {
  try {
    await (await harness.client.query({ query, format: 'JSONEachRow', clickhouse_settings })).json();
  } catch (error) {
    assert.ok(error instanceof ClickHouseError, String(error));
    return error;
  }
  throw new Error(`not refused: ${query}`);
}

const cases: [name: string, query: string, code: string, type: string, settings?: object][] = [
  ['not SQL', 'foobar', '62', 'SYNTAX_ERROR'],
  ['an unknown column', 'SELECT number FR', '47', 'UNKNOWN_IDENTIFIER'],
  ['an unknown table', 'SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE'],
  ['an unknown function', 'SELECT no_such_function(1)', '46', 'UNKNOWN_FUNCTION'],
  ['two statements', 'SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
  ['an unknown setting', 'SELECT 1', '115', 'UNKNOWN_SETTING', { foobar: 1 }],
  ['a parameter that is not given', 'SELECT {x:String}', '456', 'UNKNOWN_QUERY_PARAMETER'],
  [
    'a read that would take too long',
    'SELECT sum(sipHash64(number)) FROM numbers(1e12)',
    '159',
    'TIMEOUT_EXCEEDED',
    { max_execution_time: 0.3 },
  ],
  [
    'a read that would take too much memory',
    'SELECT groupArray(number) FROM numbers(1e8)',
    '241',
    'MEMORY_LIMIT_EXCEEDED',
    { max_memory_usage: '50000000' },
  ],
  [
    'a read that fails while it streams',
    'SELECT throwIf(number = 3000000) AS t FROM numbers(4000000)',
    '395',
    'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
  ],
  ['a write with readonly = 1', "INSERT INTO FUNCTION null('a UInt8') SELECT 1", '164', 'READONLY', { readonly: '1' }],
  ['another setting with readonly = 1', 'SELECT 1 SETTINGS max_threads = 1', '164', 'READONLY', { readonly: '1' }],
];

for (const [name, query, code, type, settings] of cases) {
  test(`${name} is ${type}, and the next query works`, async () => {
    const error = await refusal(query, settings);
    assert.deepEqual([error.code, error.type], [code, type]);
    assert.deepEqual(await harness.rows('SELECT 1 AS one'), [{ one: 1 }]);
  });
}

test('readonly = 2 allows settings but no writes', async () => {
  const readonly = { readonly: '2' };
  assert.equal((await refusal('CREATE TABLE x (a UInt8) ENGINE = Memory', readonly)).type, 'READONLY');
  const rs = await harness.client.query({
    query: 'SELECT 1 AS one SETTINGS max_threads = 1',
    format: 'JSONEachRow',
    clickhouse_settings: readonly,
  });
  assert.deepEqual(await rs.json(), [{ one: 1 }]);
});

test('a value that does not fit its parameter is refused by name', async () => {
  await assert.rejects(harness.rows('SELECT {n:UInt8}', { n: 'many' }), { type: 'BAD_QUERY_PARAMETER' });
});

test('an error in the middle of a gzip stream reaches the reader', async () => {
  const client = createClient({ url: harness.url, compression: { response: true }, log: { level: 127 } });
  const rs = await client.query({
    query: 'SELECT throwIf(number = 3000000) AS t, number FROM numbers(4000000)',
    format: 'JSONEachRow',
  });
  await assert.rejects(rs.json());
  await client.close();
});

test('an unknown database', async () => {
  const client = createClient({ url: harness.url, database: 'nowhere', log: { level: 127 } });
  await assert.rejects(client.command({ query: 'SELECT 1' }), { code: '81', type: 'UNKNOWN_DATABASE' });
  await client.close();
});

test('a wrong password and an unknown user', async () => {
  for (const credentials of [{ password: 'wrong' }, { username: 'nobody' }]) {
    const url = new URL(harness.url);
    Object.assign(url, credentials);
    const client = createClient({ url, log: { level: 127 } });
    await assert.rejects(client.query({ query: 'SELECT 1' }), { code: '516', type: 'AUTHENTICATION_FAILED' });
    await client.close();
  }
});

test('what is not supported is refused, never ignored', { skip: remote }, async () => {
  await assert.rejects(harness.client.query({ query: 'SELECT 1', session_id: 's' }), { type: 'NOT_IMPLEMENTED' });
  await harness.client.command({ query: 'CREATE TABLE t (a UInt8) ENGINE = Memory' });
  const values = (async function* () {
    yield Buffer.from('{"a":1}');
  })();
  const { Readable } = await import('node:stream');
  const query = "INSERT INTO t SELECT a FROM input('a UInt8') FORMAT JSONEachRow";
  await assert.rejects(harness.client.exec({ query, values: Readable.from(values, { objectMode: false }) }), {
    type: 'NOT_IMPLEMENTED',
  });
});
