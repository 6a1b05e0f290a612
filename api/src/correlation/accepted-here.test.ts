import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AcceptedHere } from './accepted-here.js';

test('a batch is fresh once, and only under the turn in which it was accepted here', () => {
  let epoch: number | undefined = 7;
  const here = new AcceptedHere({
    get epoch() {
      return epoch;
    },
  });
  for (const id of ['tried', 'waiting']) here.add(id);
  assert.equal(here.take('tried', 7), true);
  assert.equal(here.take('tried', 7), false, 'it was tried meanwhile');
  assert.equal(here.take('waiting', 8), false, 'another turn came between');
  assert.equal(here.take('of another process', 7), false);
  epoch = undefined;
  here.add('before any turn');
  assert.equal(here.take('before any turn', 8), false);
});

test('the oldest of more than 10,000 batches is forgotten', () => {
  const here = new AcceptedHere({ epoch: 1 });
  for (let id = 0; id <= 10_000; id++) here.add(String(id));
  assert.equal(here.take('0', 1), false);
  assert.equal(here.take('1', 1), true);
  assert.equal(here.take('10000', 1), true);
});
