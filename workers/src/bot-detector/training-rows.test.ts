import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, ja4s } from '../testing/feature-row.js';
import { matrix, TrainingRows, type TrainingSplit } from './training-rows.js';

/** A row told by its value from an address and a JA4 that no other row has. */
const row = (value: number, client_ip = `10.0.${value >> 8}.${value & 255}`, ja4 = `ja4-${value}`) =>
  featureRow({ client_ip, ja4, values: [value] });

const valuesOf = ({ training, heldOut }: TrainingSplit) => ({
  training: training.map(({ values }) => values[0]!),
  calibration: heldOut.map(({ values }) => values[0]!),
});

test('rows with evidence or with too few requests do not train', () => {
  const rows = new TrainingRows();
  rows.add(featureRow({ values: [1] }));
  rows.add(featureRow({ values: [2], ja4: ja4s.go }));
  rows.add(featureRow({ values: [3], requests: 2 }));
  assert.deepEqual([rows.suspicious, rows.tooFew], [1, 1]);
  const { training, calibration } = valuesOf(rows.split());
  assert.deepEqual([...training, ...calibration], [1]);
});

test('what people spoke of does not train', () => {
  const rows = new TrainingRows(({ client_ip }) => client_ip === '192.0.2.1');
  rows.add(row(1));
  rows.add(row(2, '192.0.2.1'));
  assert.equal(rows.labelled, 1);
  assert.deepEqual(
    rows.all.map(({ values }) => values[0]),
    [1],
  );
});

test('the rows of attacks are kept aside', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 300; value++) rows.add(featureRow({ values: [value], ja4: ja4s.go }));
  assert.deepEqual([rows.suspicious, rows.suspects.length, rows.suspects[7]!.values[0]], [300, 200, 7]);
});

test('a day with four thousand rows is a period, others join the days after', () => {
  const rows = new TrainingRows();
  const counts = [2100, 2100, 6000, 4100, 300, 3650];
  for (const [day, count] of counts.entries()) {
    const hour = `2026-11-1${day}T05:00:00Z`;
    for (let value = 0; value < count; value++) rows.add({ ...row(value), hour });
  }
  // The newest fifth of 18,250 rows is held out: all of the last day.
  assert.deepEqual(
    rows.split().periods.map(({ from, to, values }) => [from.slice(8, 10), to.slice(8, 13), values.length]),
    [
      ['10', '11T06', 4200],
      ['12', '12T06', 6000],
      ['13', '14T06', 4400],
    ],
  );
});

test('the newest fifth is held out for calibration', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 200; value++) rows.add(row(value));
  const { training, calibration } = valuesOf(rows.split());
  assert.equal(training.length, 160);
  assert.deepEqual([...calibration.slice(0, 2), calibration.length], [160, 161, 40]);
});

test('no address and no JA4 gives more than one row in a hundred', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 1000; value++) rows.add(row(value, value % 2 ? '192.0.2.1' : undefined));
  const { training } = valuesOf(rows.split());
  const loud = [...training].filter((value) => value % 2);
  assert.equal(loud.length, 8);
  assert.ok(loud.at(-1)! > 700 && loud[0]! < 200, 'spread over the range');
  assert.equal(training.length - loud.length, 400);

  const sameClient = new TrainingRows();
  for (let value = 0; value < 1000; value++) sameClient.add(row(value, undefined, value % 2 ? 'common' : undefined));
  assert.equal(valuesOf(sameClient.split()).training.filter((value) => value % 2).length, 8);
});

test('where there are few addresses each gives its even share', () => {
  const rows = new TrainingRows();
  for (let value = 0; value < 100; value++) rows.add(row(value, value % 10 ? 'a' : 'b', 'same'));
  assert.equal(rows.split().training.length, 40 + 8);
});

test('more rows than the limit are thinned evenly over the range', () => {
  const rows = new TrainingRows(undefined, 100);
  for (let value = 0; value < 1000; value++) rows.add(row(value));
  const { training, calibration } = valuesOf(rows.split());
  const values = [...training, ...calibration];
  assert.ok(values.length >= 50 && values.length < 100);
  const gaps = new Set(values.slice(1).map((value, at) => value - values[at]!));
  assert.equal(gaps.size, 1);
  assert.ok(values.at(-1)! > 980);
});

test('a missing value is not a number', () => {
  assert.deepEqual([...matrix([{ values: [1, null] }, { values: [0, 2] }])], [1, NaN, 0, 2]);
});
