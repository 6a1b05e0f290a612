import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frozenCanaries, type Canary } from './canaries.js';

const features = [
  { name: 'high', direction: 1 },
  { name: 'both', direction: 0 },
  { name: 'low', direction: -1 },
] as const;
const clean: Canary[] = Array.from({ length: 50 }, (_, at) => ({ host: 'a', values: [at, at, at] }));

test('canaries stay the same from model to model, and are filled up with attacks first', () => {
  const attack = { host: 'b', values: [999, 1, null] };
  const first = frozenCanaries([], [attack], clean, features, 1);
  assert.equal(first.length, 200);
  assert.deepEqual(first[0], attack);
  assert.deepEqual(frozenCanaries(first, [{ host: 'c', values: [5, 5, 5] }], [], features, 2), first);
});

test('made canaries are clean rows with features on their suspicious side', () => {
  for (const { values } of frozenCanaries([], [], clean, features, 1)) {
    const [high, both, low] = values as [number, number, number];
    assert.ok(high === 49 || low === 0);
    assert.ok(high === both || high === 49);
    assert.ok(low === both || low === 0);
  }
});

test('without any rows there are none', () => assert.deepEqual(frozenCanaries([], [], [], features, 1), []));
