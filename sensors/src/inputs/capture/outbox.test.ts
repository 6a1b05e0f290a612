import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from './outbox.js';

test('lines go in their order, however few bytes are taken at once', () => {
  let taken = '';
  const outbox = new Outbox((bytes) => {
    const part = bytes.subarray(0, 7);
    taken += part.toString();
    return part.length;
  });
  assert.equal(outbox.flush(), true, 'nothing to say');
  for (let n = 0; n < 100; n += 1) outbox.event(`line ${n}`);
  while (!outbox.flush());
  assert.equal(taken, Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join(''));
});

test('events that the parent does not take are bounded, dropped and counted; messages are kept', () => {
  let isTaking = false;
  const taken: string[] = [];
  const outbox = new Outbox((bytes) => {
    if (!isTaking) return 0;
    taken.push(...bytes.toString().trimEnd().split('\n'));
    return bytes.length;
  });
  const megabyte = 'x'.repeat(2 ** 20);
  for (let added = 0; added < 40; added += 1) {
    outbox.event(megabyte);
    assert.equal(outbox.flush(), false);
  }
  outbox.message('a message');
  assert.ok(outbox.dropped >= 20 && outbox.dropped <= 24, String(outbox.dropped));
  const { dropped } = outbox;

  isTaking = true;
  outbox.event('after the bound was reached');
  assert.equal(outbox.flush(), true);
  outbox.event('again');
  assert.equal(outbox.flush(), true);
  assert.equal(outbox.dropped, dropped + 1);
  assert.deepEqual([taken.length, taken.at(-2), taken.at(-1)], [40 - dropped + 2, 'a message', 'again']);
});
