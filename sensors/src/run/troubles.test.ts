import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Troubles } from './troubles.js';

test('a trouble is said once a minute, whatever its numbers, with how often it happened in between', () => {
  const said: string[] = [];
  const clock = { ms: 0 };
  const troubles = new Troubles(
    (message) => said.push(message),
    () => clock.ms,
  );
  troubles.say('batch 1 failed');
  troubles.say('disk full');
  troubles.say('batch 2 failed');
  troubles.say('batch 3 failed');
  clock.ms = 60_000;
  troubles.say('batch 4 failed');
  assert.deepEqual(said, ['batch 1 failed', 'disk full', 'batch 4 failed (and 2 times more in between)']);
});

test('it remembers a bounded number of troubles', () => {
  let said = 0;
  const troubles = new Troubles(() => (said += 1));
  const name = (n: number): string => 'x'.repeat(n % 190) + 'y'.repeat(Math.floor(n / 190));
  for (let n = 0; n < 250; n += 1) troubles.say(name(n));
  troubles.say(name(0));
  assert.equal(said, 251);
  troubles.say(name(249));
  assert.equal(said, 251);
});
