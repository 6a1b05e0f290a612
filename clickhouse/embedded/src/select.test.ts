import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TupleParam } from '@clickhouse/client';
import { useClickhouse } from './harness.js';

const harness = useClickhouse();

test('ping, with and without a query', async () => {
  assert.deepEqual(await harness.client.ping(), { success: true });
  assert.deepEqual(await harness.client.ping({ select: true }), { success: true });
});

const query = 'SELECT number AS n, toString(number) AS s FROM numbers(3)';

test('formats of rows and of whole documents', async () => {
  const text = async (format: 'TabSeparated' | 'CSV' | 'CSVWithNames' | 'JSONCompactEachRow'): Promise<string> =>
    (await harness.client.query({ query, format })).text();
  assert.equal(await text('TabSeparated'), '0\t0\n1\t1\n2\t2\n');
  assert.equal(await text('CSV'), '0,"0"\n1,"1"\n2,"2"\n');
  assert.equal(await text('CSVWithNames'), '"n","s"\n0,"0"\n1,"1"\n2,"2"\n');
  assert.equal(await text('JSONCompactEachRow'), '[0, "0"]\n[1, "1"]\n[2, "2"]\n');
  const json = await (await harness.client.query({ query, format: 'JSON' })).json<{ n: number }>();
  assert.deepEqual(
    json.meta?.map((column) => column.name),
    ['n', 's'],
  );
  assert.deepEqual(
    json.data.map((row) => row.n),
    [0, 1, 2],
  );
  assert.equal(json.rows, 3);
});

test('documents of many blocks are one document', async () => {
  const many = 'SELECT number FROM numbers(300000)';
  const json = await (await harness.client.query({ query: many, format: 'JSON' })).json();
  assert.equal(json.rows, 300_000);
  const csv = await (await harness.client.query({ query: many, format: 'CSVWithNames' })).text();
  assert.equal(csv.split('number').length - 1, 1);
});

test('RowBinary passes through byte for byte', async () => {
  const { stream } = await harness.client.exec({ query: "SELECT toUInt8(255), '\\0\\xff\\n' FORMAT RowBinary" });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  assert.deepEqual([...Buffer.concat(chunks)], [255, 3, 0, 255, 10]);
});

test('an empty result', async () => {
  assert.deepEqual(await harness.rows('SELECT 1 WHERE 0'), []);
});

test('a stream gives its first rows long before its last', async () => {
  const result = await harness.client.query({ query: 'SELECT number FROM system.numbers', format: 'JSONEachRow' });
  for await (const rows of result.stream()) {
    assert.deepEqual(rows[0]?.json(), { number: 0 });
    break;
  }
});

test('every row of a long stream arrives once and in order', async () => {
  const result = await harness.client.query({
    query: 'SELECT number FROM numbers(1000000) ORDER BY number',
    format: 'JSONCompactEachRow',
  });
  let next = 0;
  for await (const rows of result.stream<[number]>()) for (const row of rows) assert.equal(row.json()[0], next++);
  assert.equal(next, 1_000_000);
});

const hard = 'it\'s "quoted" `so`\ttab\nline\r\\back\\n 🦊 ü {x:String} ; -- /*';

test('parameters of every type arrive as they were', async () => {
  const sql = `SELECT {s:String} AS s, {empty:String} AS empty, {i:Int64} AS i, {f:Float64} AS f, {b:Bool} AS b,
    {n:Nullable(String)} AS n, {a:Array(String)} AS a, {aa:Array(Array(UInt8))} AS aa, {m:Map(String, String)} AS m,
    {t:Tuple(UInt8, String)} AS t, {d:Date} AS d, {dt:DateTime64(3, 'UTC')} AS dt, {ip:IPv6} AS ip, {u:UUID} AS u`;
  const [row] = await harness.rows(sql, {
    s: hard,
    empty: '',
    i: -5,
    f: 1.5,
    b: true,
    n: null,
    a: [hard, '', "'"],
    aa: [[1], [], [2, 3]],
    m: { [hard]: hard },
    t: new TupleParam([7, hard]),
    d: '2026-11-23',
    dt: new Date('2026-11-23T01:02:03.456Z'),
    ip: '2001:db8::1',
    u: '11111111-2222-3333-4444-555555555555',
  });
  assert.deepEqual(row, {
    s: hard,
    empty: '',
    i: -5,
    f: 1.5,
    b: true,
    n: null,
    a: [hard, '', "'"],
    aa: [[1], [], [2, 3]],
    m: { [hard]: hard },
    t: [7, hard],
    d: '2026-11-23',
    dt: '2026-11-23 01:02:03.456',
    ip: '2001:db8::1',
    u: '11111111-2222-3333-4444-555555555555',
  });
});

test('identifiers are parameters, too, and 100 kB of values may be one', async () => {
  const sql = 'SELECT count() AS n FROM {t:Identifier} WHERE number IN {list:Array(UInt64)} AND number < 10';
  const list = Array.from({ length: 20_000 }, (_, i) => i);
  const result = await harness.client.query({
    query: sql.replace('{t:Identifier}', 'numbers(100)'),
    query_params: { list },
    format: 'JSONEachRow',
  });
  assert.deepEqual(await result.json(), [{ n: 10 }]);
  assert.deepEqual(await harness.rows('SELECT dummy FROM system.{t:Identifier}', { t: 'one' }), [{ dummy: 0 }]);
});

test('settings hold for their query alone', async () => {
  const value = "SELECT getSetting('max_block_size')::String AS v, getSetting('log_comment') AS c";
  const rs = await harness.client.query({
    query: value,
    format: 'JSONEachRow',
    clickhouse_settings: { max_block_size: '123', log_comment: "it's \\ ü" },
  });
  assert.deepEqual(await rs.json(), [{ v: '123', c: "it's \\ ü" }]);
  assert.notDeepEqual(await harness.rows(value), [{ v: '123', c: "it's \\ ü" }]);
});

test('hundreds of queries at once keep to themselves', async () => {
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const [row] = await harness.rows<{ i: number; s: string }>('SELECT {i:UInt32} AS i, {s:String} AS s', {
        i,
        s: `${hard}${i}`,
      });
      assert.deepEqual(row, { i, s: `${hard}${i}` });
    }),
  );
});

test('a scalar subquery that takes long does not hold up others', async () => {
  const slow = harness.rows('SELECT (SELECT count() FROM numbers(30) WHERE sleepEachRow(0.05) = 0) AS n');
  const order: string[] = [];
  await Promise.all([slow.then(() => order.push('slow')), harness.client.ping().then(() => order.push('ping'))]);
  assert.deepEqual(order, ['ping', 'slow']);
});

test('query ids: given or made', async () => {
  const given = await harness.client.query({ query: 'SELECT 1', query_id: 'mine-1', format: 'CSV' });
  await given.text();
  assert.equal(given.query_id, 'mine-1');
  assert.equal(given.response_headers['x-clickhouse-query-id'], 'mine-1');
});
