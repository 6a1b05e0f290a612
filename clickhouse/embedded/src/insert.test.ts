import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { createClient } from '@clickhouse/client';
import { useClickhouse } from './harness.js';

const harness = useClickhouse();
const window = 'SETTINGS non_replicated_deduplication_window = 1000';
let tables = 0;

async function table(columns: string, settings = ''): Promise<string> {
  const name = `t${++tables}`;
  await harness.client.command({
    query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY a ${settings}`,
  });
  return name;
}

const count = async (name: string): Promise<number> =>
  Number((await harness.rows<{ n: number }>(`SELECT count() AS n FROM ${name}`))[0]?.n);

/** Inserts bytes as they are, as the API does. */
async function insertBytes(sql: string, data: Uint8Array, clickhouse_settings = {}): Promise<string | undefined> {
  const values = Readable.from([data], { objectMode: false });
  const { stream, summary } = await harness.client.exec({ query: sql, values, clickhouse_settings });
  await stream.resume().toArray();
  return summary?.written_rows;
}

const ndjson = (rows: number, of: (i: number) => object): Buffer =>
  Buffer.from(Array.from({ length: rows }, (_, i) => `${JSON.stringify(of(i))}\n`).join(''));

test('an array of objects, with a summary', async () => {
  const name = await table('a UInt32, s String');
  const values = [
    { a: 1, s: "it's" },
    { a: 2, s: 'ü🦊\n' },
  ];
  const { summary, executed } = await harness.client.insert({ table: name, values, format: 'JSONEachRow' });
  assert.equal(executed, true);
  assert.equal(summary?.written_rows, '2');
  assert.equal(summary.read_rows, '2');
  assert.deepEqual(await harness.rows(`SELECT * FROM ${name} ORDER BY a`), values);
});

test('a stream of rows, gzip both ways', async () => {
  const name = await table('a UInt32, s String');
  const client = createClient({ url: harness.url, compression: { request: true, response: true } });
  const [{ db } = { db: '' }] = await harness.rows<{ db: string }>('SELECT currentDatabase() AS db');
  const rows = Array.from({ length: 5000 }, (_, i) => ({ a: i, s: 'x'.repeat(i % 50) }));
  await client.insert({ table: `${db}.${name}`, values: Readable.from(rows), format: 'JSONEachRow' });
  const result = await client.query({ query: `SELECT * FROM ${db}.${name} ORDER BY a`, format: 'JSONEachRow' });
  assert.equal(result.response_headers['content-encoding'], 'gzip');
  assert.deepEqual(await result.json(), rows);
  await client.close();
});

test('column lists, exceptions from them and quoted names', async () => {
  const name = await table("a UInt32, s String DEFAULT 'd', `odd name` UInt8 DEFAULT 9");
  await harness.client.insert({ table: name, columns: ['a'], values: [{ a: 1 }], format: 'JSONEachRow' });
  await harness.client.insert({
    table: name,
    columns: { except: ['s'] },
    values: [[2, 3]],
    format: 'JSONCompactEachRow',
  });
  await insertBytes(`INSERT INTO \`${name}\` (a, \`odd name\`) FORMAT TSV`, Buffer.from('3\t4\n'));
  assert.deepEqual(await harness.rows(`SELECT * FROM ${name} ORDER BY a`), [
    { a: 1, s: 'd', 'odd name': 9 },
    { a: 2, s: 'd', 'odd name': 3 },
    { a: 3, s: 'd', 'odd name': 4 },
  ]);
});

test('every format that a server takes, whatever is in the data', async () => {
  const name = await table('a UInt32, s String');
  await insertBytes(`INSERT INTO ${name} FORMAT RowBinary`, Buffer.from([1, 0, 0, 0, 2, 0xff, 0x0a]));
  await insertBytes(`INSERT INTO ${name} FORMAT TSV`, Buffer.from('2\tx; DROP TABLE y\n'));
  await insertBytes(`INSERT INTO ${name} FORMAT CSV`, Buffer.from('3,"two\nlines;"\n'));
  await insertBytes(`INSERT INTO ${name} VALUES`, Buffer.from("(4, 'v')"));
  await harness.client.command({ query: `INSERT INTO ${name} VALUES (5, 'inline'), (6, ';')` });
  await harness.client.command({ query: `INSERT INTO ${name} SELECT number + 7, 'selected' FROM numbers(2)` });
  assert.deepEqual(await harness.rows(`SELECT a, hex(s) AS h FROM ${name} WHERE a = 1`), [{ a: 1, h: 'FF0A' }]);
  assert.deepEqual(
    await harness.rows(`SELECT s FROM ${name} WHERE a > 1 ORDER BY a`),
    ['x; DROP TABLE y', 'two\nlines;', 'v', 'inline', ';', 'selected', 'selected'].map((s) => ({ s })),
  );
});

test('an insert of nothing succeeds', async () => {
  const name = await table('a UInt32');
  assert.equal(await insertBytes(`INSERT INTO ${name} FORMAT JSONEachRow`, Buffer.alloc(0)), '0');
  assert.equal(await count(name), 0);
});

test('INSERT ... SELECT says how many rows it wrote', async () => {
  const name = await table('a UInt32');
  const { summary } = await harness.client.command({ query: `INSERT INTO ${name} SELECT number FROM numbers(1234)` });
  assert.equal(summary?.written_rows, '1234');
});

test('50,000 rows are one block and one part; the same token twice counts once, in the view too', async () => {
  const name = await table('a UInt32, s String', window);
  await harness.client.command({
    query: `CREATE TABLE ${name}_sum (a UInt32, n UInt64) ENGINE = SummingMergeTree ORDER BY a ${window}`,
  });
  await harness.client.command({
    query: `CREATE MATERIALIZED VIEW ${name}_mv TO ${name}_sum AS SELECT a % 10 AS a, count() AS n FROM ${name} GROUP BY a`,
  });
  const data = ndjson(50_000, (i) => ({ a: i, s: 'x'.repeat(500) }));
  assert.ok(data.length > 25e6);
  const settings = { insert_deduplication_token: 'batch-1', input_format_skip_unknown_fields: 0 };
  for (let i = 0; i < 2; i++) await insertBytes(`INSERT INTO ${name} FORMAT JSONEachRow`, data, settings);
  assert.equal(await count(name), 50_000);
  assert.deepEqual(await harness.rows(`SELECT sum(n) AS n FROM ${name}_sum`), [{ n: 50_000 }]);
  const parts = await harness.rows(
    `SELECT count() AS n FROM system.parts WHERE database = currentDatabase() AND table = {name:String} AND level = 0`,
    { name },
  );
  assert.deepEqual(parts, [{ n: 1 }]);
  await insertBytes(`INSERT INTO ${name} FORMAT JSONEachRow`, data, { insert_deduplication_token: 'batch-2' });
  assert.equal(await count(name), 100_000);
});

test('settings of an insert take effect', async () => {
  const name = await table("a UInt32, t DateTime('UTC') DEFAULT 0");
  const strict = { input_format_skip_unknown_fields: 0 };
  const sql = `INSERT INTO ${name} FORMAT JSONEachRow`;
  await assert.rejects(insertBytes(sql, Buffer.from('{"a":1,"z":2}\n'), strict), {
    code: '117',
    type: 'INCORRECT_DATA',
  });
  await insertBytes(sql, Buffer.from('{"a":1,"z":2}\n'), { input_format_skip_unknown_fields: 1 });
  const best = { date_time_input_format: 'best_effort' };
  await insertBytes(sql, Buffer.from('{"a":2,"t":"2026-11-23T01:02:03Z"}\n'), best);
  assert.deepEqual(await harness.rows(`SELECT a, toString(t) AS t FROM ${name} ORDER BY a`), [
    { a: 1, t: '1970-01-01 00:00:00' },
    { a: 2, t: '2026-11-23 01:02:03' },
  ]);
});

test('a refused line leaves nothing behind and says which it was', async () => {
  const name = await table('a UInt32, CONSTRAINT small CHECK a < 100');
  const data = Buffer.from('{"a":1}\n{"a":500}\n');
  await assert.rejects(insertBytes(`INSERT INTO ${name} FORMAT JSONEachRow`, data), {
    code: '469',
    type: 'VIOLATED_CONSTRAINT',
    message: /violated at row 2.*a = 500/s,
  });
  assert.equal(await count(name), 0);
});

test('an insert whose sender goes away half-way inserts nothing', async () => {
  const name = await table('a UInt32');
  const controller = new AbortController();
  const half = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from('{"a":1}\n');
    controller.abort();
    yield Buffer.from('{"a":2}\n');
  };
  await assert.rejects(
    harness.client.exec({
      query: `INSERT INTO ${name} FORMAT JSONEachRow`,
      values: Readable.from(half(), { objectMode: false }),
      abort_signal: controller.signal,
    }),
  );
  await harness.client.ping({ select: true });
  assert.equal(await count(name), 0);
});

test('inserts at once all arrive', async () => {
  const name = await table('a UInt32');
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      harness.client.insert({ table: name, values: [{ a: i }], format: 'JSONEachRow' }),
    ),
  );
  assert.equal(await count(name), 30);
});
