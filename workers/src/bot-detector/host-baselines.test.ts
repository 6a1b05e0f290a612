import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostBaselines, tailProbability, usual } from './host-baselines.js';

const rows = (host: string, count: number, at = 0) =>
  Array.from({ length: count }, (_, row) => ({ host, values: [at + row / count, null] }));
const scores = (host: string, count: number, highest: number) =>
  Array.from({ length: count }, (_, row) => ({ host, score: (highest * row) / count }));

const baselines = HostBaselines.learnt(
  [...rows('shop', 1000), ...rows('api', 500, 10), ...rows('small', 20, 5)],
  [...scores('shop', 300, 0.5), ...scores('api', 300, 0.9), ...scores('small', 20, 0.9)],
);

test('a host with enough rows has a normal of its own, a small one that of all', () => {
  assert.ok(Math.abs(usual(baselines.of('shop'), 0)! - 0.5) < 0.01);
  assert.ok(Math.abs(usual(baselines.of('api'), 0)! - 10.5) < 0.01);
  assert.equal(baselines.of('small'), baselines.everywhere);
  assert.ok(baselines.of('api').thresholds!.high! > 0.85);
  assert.equal(baselines.of('shop').thresholds!.high, 0.65);
  assert.equal(baselines.everywhere.thresholds, undefined);
});

test('a value in the middle is likely, one far out is as unlikely as the rows can tell, on either side', () => {
  const shop = baselines.of('shop');
  assert.ok(tailProbability(shop, 0, 0.5)! > 0.95);
  for (const far of [-3, 3]) assert.equal(tailProbability(shop, 0, far), 1 / 1001);
  assert.ok(Math.abs(tailProbability(shop, 0, 0.025)! - 0.05) < 0.01);
});

test('what is missing, or what nobody has, has no probability', () => {
  assert.equal(tailProbability(baselines.of('shop'), 0, null), null);
  assert.equal(tailProbability(baselines.of('shop'), 1, 3), null);
  assert.equal(usual(baselines.of('shop'), 1), null);
});

test('baselines are read back as they were written', () => {
  const read = HostBaselines.fromJSON(JSON.parse(JSON.stringify(baselines)) as ReturnType<HostBaselines['toJSON']>);
  assert.deepEqual(read.toJSON(), baselines.toJSON());
});

test('no rows at all are a baseline that knows nothing', () => {
  const nothing = HostBaselines.learnt([], []);
  assert.equal(tailProbability(nothing.of('shop'), 0, 1), null);
});
