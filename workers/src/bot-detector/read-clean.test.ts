import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client, FeatureRow } from '../api-types.js';
import { featureRow, ja4s } from '../testing/feature-row.js';
import { readClean } from './read-clean.js';
import { TrainingRows } from './training-rows.js';

const range = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' };

interface Asked {
  readonly one_in: number;
}

/** An API that has these rows, the hash of each of which is its value; it notes what it is asked for. */
function apiOf(rows: readonly FeatureRow[], asked: Asked[]): Pick<Client, 'features' | 'metrics'> {
  const list = (search: Asked) => ({
    async *pages() {
      asked.push(search);
      const found = rows.filter(({ values }) => values[0]! % search.one_in === 0);
      yield { feature_version: 1, features: ['hash'], items: found.slice(0, 100) };
      await Promise.resolve();
      yield { feature_version: 1, features: ['hash'], items: found.slice(100) };
    },
  });
  const overview = () =>
    Promise.resolve({ current: { requests: rows.reduce((sum, { requests }) => sum + requests, 0) } });
  return { features: { list }, metrics: { overview } } as unknown as Pick<Client, 'features' | 'metrics'>;
}

const rowsOf = (count: number, changed: Partial<FeatureRow> = {}): FeatureRow[] =>
  Array.from({ length: count }, (_, hash) =>
    featureRow({ client_ip: `10.0.0.${hash % 250}`, values: [hash], ...changed }),
  );
const hashesOf = (rows: TrainingRows): number[] => rows.all.map(({ values }) => values[0]!);
const multiples = (of: number, below: number): number[] =>
  Array.from({ length: Math.ceil(below / of) }, (_, at) => at * of);

async function read(rows: readonly FeatureRow[], limit: number) {
  const asked: Asked[] = [];
  const empty = (): TrainingRows => new TrainingRows(undefined, limit);
  const found = await readClean(apiOf(rows, asked), range, empty, new AbortController().signal);
  return { ...found, asked: asked.map(({ one_in }) => one_in) };
}

test('all rows are read at once where so few requests cannot make more than are to be kept', async () => {
  const few = [...rowsOf(1000, { requests: 3 }), ...rowsOf(10, { requests: 3, correlated: false, ja4: '' })];
  const { rows, asked, list } = await read(few, 2000);
  assert.deepEqual(hashesOf(rows['isolation-forest']), multiples(1, 1000));
  assert.deepEqual(hashesOf(rows['isolation-forest-http']), multiples(1, 10));
  assert.deepEqual(list!.features, ['hash']);
  assert.deepEqual(asked, [1]);
});

test('of more only one in so many is asked for, and at least half as many of the larger kind as are to be kept', async () => {
  const http = rowsOf(6400, { correlated: false, ja4: '' });
  const { rows, asked } = await read([...rowsOf(64_000), ...http], 5000);
  assert.deepEqual(hashesOf(rows['isolation-forest']), multiples(16, 64_000));
  assert.deepEqual(hashesOf(rows['isolation-forest-http']), multiples(16, 6400));
  assert.deepEqual(asked, [64, 16]);
});

test('what was looked at first is enough where it is what is to be kept', async () => {
  const { rows, asked } = await read(rowsOf(64_000), 1200);
  assert.deepEqual(hashesOf(rows['isolation-forest']), multiples(64, 64_000));
  assert.deepEqual(asked, [64]);
});

test('rows that do not train do not count: many attacks leave all clean rows that there are', async () => {
  const attacks = rowsOf(64_000, { ja4: ja4s.go });
  const { rows } = await read([...attacks, ...rowsOf(1000)], 2000);
  assert.deepEqual(hashesOf(rows['isolation-forest']), multiples(1, 1000));
  assert.equal(rows['isolation-forest'].suspicious, 64_000);
});
