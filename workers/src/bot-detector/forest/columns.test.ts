import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnColumns, preparedRows, preparedValue, type Column, type Direction } from './columns.js';

const features = (...directions: Direction[]) => directions.map((direction, at) => ({ name: `f${at}`, direction }));
const column = (direction: Direction): Column => ({
  name: 'f',
  direction,
  median: 10,
  missing_share: 0,
  dropped: false,
  low: 0,
  high: 20,
});

test('the median and the share of missing values are learnt from the values there are', () => {
  const values = Float64Array.of(1, NaN, 2, NaN, 9, 5, 4, 7);
  const [first, second] = learnColumns({ features: features(0, 0), values });
  assert.deepEqual([first!.median, first!.missing_share], [3, 0]);
  assert.deepEqual([second!.median, second!.missing_share], [6, 0.5]);
});

test('a column that never varies, or was never seen, is dropped and takes no place in a prepared row', () => {
  const values = Float64Array.of(1, 7, NaN, 2, 7, NaN);
  const columns = learnColumns({ features: features(0, 0, 0), values });
  assert.deepEqual(
    columns.map((c) => c.dropped),
    [false, true, true],
  );
  assert.deepEqual([...preparedRows(columns, values, 0, 2)], [1, 2]);
});

test('a column that varies on its benign side only is dropped', () => {
  const values = Float64Array.of(1, 10, 10, 10);
  assert.equal(learnColumns({ features: features(1), values })[0]!.dropped, true);
  assert.equal(learnColumns({ features: features(-1), values })[0]!.dropped, false);
});

test('the range is that of values as the trees see them', () => {
  const [both, high, none] = learnColumns({
    features: features(0, 1, 0),
    values: Float64Array.of(1, 1, NaN, 2, 2, NaN, 9, 9, NaN),
  });
  assert.deepEqual([both!.low, both!.high], [1, 9]);
  assert.deepEqual([high!.low, high!.high], [2, 9]);
  assert.deepEqual([none!.low, none!.high], [null, null]);
});

test('the benign side is clipped at the median, the suspicious side is not', () => {
  assert.deepEqual([preparedValue(column(1), 3), preparedValue(column(1), 30)], [10, 30]);
  assert.deepEqual([preparedValue(column(-1), 3), preparedValue(column(-1), 30)], [3, 10]);
  assert.deepEqual([preparedValue(column(0), 3), preparedValue(column(0), 30)], [3, 30]);
});

test('what is not finite counts as missing and becomes the median', () => {
  for (const value of [NaN, Infinity, -Infinity]) assert.equal(preparedValue(column(0), value), 10);
});
