import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, ja4s } from '../testing/feature-row.js';
import { matrix, TrainingRows } from './training-rows.js';

/** A row told by its value from an address and a JA4 that no other row has. */
const row = (value: number, client_ip = `10.0.${value >> 8}.${value & 255}`, ja4 = `ja4-${value}`) =>
  featureRow({ client_ip, ja4, values: [value] });

test('rows with evidence or with too few requests do not train', () => {
  const rows = new TrainingRows();
  rows.add(featureRow({ values: [1] }));
  rows.add(featureRow({ values: [2], ja4: ja4s.go }));
  rows.add(featureRow({ values: [3], requests: 2 }));
  assert.deepEqual([rows.suspicious, rows.tooFew], [1, 1]);
  const { training, calibration } = rows.split();
  assert.deepEqual([...training, ...calibration], [1]);
});

test('the newest fifth is held out for calibration', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 200; value++) rows.add(row(value));
  const { training, calibration } = rows.split();
  assert.equal(training.length, 160);
  assert.deepEqual([...calibration.subarray(0, 2), calibration.length], [160, 161, 40]);
});

test('no address and no JA4 gives more than one row in a hundred', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 1000; value++) rows.add(row(value, value % 2 ? '192.0.2.1' : undefined));
  const { training } = rows.split();
  const loud = [...training].filter((value) => value % 2);
  assert.equal(loud.length, 8);
  assert.ok(loud.at(-1)! > 700 && loud[0]! < 200, 'spread over the range');
  assert.equal(training.length - loud.length, 400);

  const sameClient = new TrainingRows();
  for (let value = 0; value < 1000; value++) sameClient.add(row(value, undefined, value % 2 ? 'common' : undefined));
  assert.equal([...sameClient.split().training].filter((value) => value % 2).length, 8);
});

test('where there are few addresses each gives its even share', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 100; value++) rows.add(row(value, value % 10 ? 'a' : 'b', 'same'));
  assert.equal(rows.split().training.length, 40 + 8);
});

test('more rows than the limit are thinned evenly over the range', () => {
  const rows = new TrainingRows(100);
  for (let value = 0; value < 1000; value++) rows.add(row(value));
  const { training, calibration } = rows.split();
  const values = [...training, ...calibration];
  assert.ok(values.length >= 50 && values.length < 100);
  const gaps = new Set(values.slice(1).map((value, at) => value - values[at]!));
  assert.equal(gaps.size, 1);
  assert.ok(values.at(-1)! > 980);
});

test('a missing value is not a number', () => {
  assert.deepEqual([...matrix([{ values: [1, null] }, { values: [0, 2] }])], [1, NaN, 0, 2]);
});
