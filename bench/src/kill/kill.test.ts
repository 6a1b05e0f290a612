import assert from 'node:assert/strict';
import test from 'node:test';
import { killTest } from './kill.js';

test('no event is lost or doubled while every process is killed', { timeout: 240_000 }, async (context) => {
  const log = (line: string): void => context.diagnostic(line);
  const faults = await killTest({ rounds: 1, events: 20_000, killsPerRound: 2, log });
  assert.deepEqual(faults, []);
});
