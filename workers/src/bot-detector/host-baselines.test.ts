import assert from 'node:assert/strict';
import { test } from 'node:test';
import { features } from '@ja4-platform/common';
import { calibrated } from './calibration.js';
import { HostBaselines, tailProbability, usual, type CleanRow } from './host-baselines.js';

/** Where clients of a kind and host lie. The first feature is how many requests they make: log10 of ten and more is many. */
const row = (host: string, value: number): CleanRow => ({ host, values: [value, null] });
const program = (value: number): CleanRow => {
  const missing = { ja4_browser_like: null, accept_language_missing: 1 } as Record<string, number | null>;
  return { host: 'shop', values: features.map(({ name }) => (name in missing ? missing[name]! : value)) };
};
const many = (count: number, make: (share: number) => CleanRow): CleanRow[] =>
  Array.from({ length: count }, (_, at) => make(at / count));
const even = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / count);

const training = [
  ...many(1000, (share) => row('shop', share)),
  ...many(500, (share) => row('api', 10 + share)),
  ...many(20, (share) => row('small', 5 + share)),
  ...many(300, (share) => program(20 + share)),
];
const heldOut = [
  ...many(600, () => row('shop', 0.5)),
  ...many(600, () => row('api', 10)),
  ...many(600, () => program(20)),
];
const scores = Float64Array.from([...even(600, 0.3, 0.6), ...even(600, 0.3, 0.9), ...even(600, 0.3, 0.35)]);
const baselines = HostBaselines.learnt(training, heldOut, scores, calibrated(scores));

test('clients of a kind have a normal of their own on a host with enough of them, else that of all of their kind', () => {
  assert.ok(Math.abs(usual(baselines.of(row('shop', 0)), 0)! - 0.5) < 0.01);
  assert.ok(Math.abs(usual(baselines.of(row('api', 10)), 0)! - 10.3) < 0.5);
  assert.ok(usual(baselines.of(program(20)), 0)! >= 20);
  const browsers = baselines.of(row('small', 5));
  assert.equal(browsers.rows, 500 + 20 + 600);
  assert.ok(baselines.everywhere.rows > browsers.rows);
});

test('cuts are those of clients like it, and no nearer to the usual than the tail of all rows', () => {
  const cut = (of: CleanRow): number => baselines.thresholdsOf(of).high!;
  assert.ok(cut(row('api', 10)) > cut(row('shop', 0)));
  assert.ok(cut(row('shop', 0)) > cut(program(20)));
  assert.ok(cut(program(20)) > 0.5, 'all of them score 0.3 to 0.35');
  assert.equal(baselines.thresholdsOf(row('small', 5)), baselines.thresholdsOf(row('new', 5)));
});

test('clients with few requests are told by others with few, of all sizes where these are not enough', () => {
  const sizes = [...many(600, () => row('shop', 0.5)), ...many(600, () => row('shop', 2))];
  const spread = Float64Array.from([...even(600, 0.3, 0.7), ...even(600, 0.3, 0.6)]);
  const told = HostBaselines.learnt([], sizes, spread, calibrated(spread));
  assert.ok(told.thresholdsOf(row('shop', 0.9)).medium! > told.thresholdsOf(row('shop', 1)).medium!);
  const hardly = HostBaselines.learnt([], sizes.slice(300), spread.slice(300), calibrated(spread));
  assert.equal(hardly.thresholdsOf(row('shop', 0.9)).p0, 0.3, 'those with many score as low');
});

test('a value in the middle is likely, one far out is as unlikely as the rows can tell, on either side', () => {
  const shop = baselines.of(row('shop', 0));
  assert.ok(tailProbability(shop, 0, 0.5)! > 0.8);
  for (const far of [-3, 3]) assert.equal(tailProbability(shop, 0, far), 1 / 1601);
  assert.ok(Math.abs(tailProbability(shop, 0, 0.025)! - 0.03) < 0.01);
});

test('a feature that nobody of its kind has is told by all', () => {
  const shop = baselines.of(row('shop', 0));
  assert.ok(usual(shop, 1)! >= 20, 'programs have it');
  assert.equal(tailProbability(shop, 1, 3), 1 / 1601);
});

test('what is missing, or what nobody has, has no probability', () => {
  const alone = HostBaselines.learnt(
    many(300, (share) => row('shop', share)),
    [],
    new Float64Array(),
    {},
  ).of(row('shop', 0));
  assert.equal(tailProbability(alone, 0, null), null);
  assert.equal(tailProbability(alone, 1, 3), null);
  assert.equal(usual(alone, 1), null);
});

test('baselines are read back as they were written', () => {
  const read = HostBaselines.fromJSON(JSON.parse(JSON.stringify(baselines)) as ReturnType<HostBaselines['toJSON']>);
  assert.deepEqual(read.toJSON(), baselines.toJSON());
});

test('no rows at all are a baseline that knows nothing', () => {
  const nothing = HostBaselines.learnt([], [], new Float64Array(), {});
  assert.equal(tailProbability(nothing.of(row('shop', 0)), 0, 1), null);
  assert.deepEqual(nothing.thresholdsOf(row('shop', 0)), {});
});
