import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DemoRecord } from './demo-record.mjs';

const hourMs = 3_600_000;
const now = Date.parse('2026-11-23T08:59:59Z');

describe('DemoRecord', () => {
  let dir;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'ja4-demo-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  const recordAt = (time) => new DemoRecord(join(dir, 'demo.json'), time);

  async function stepsDone(record, steps) {
    const done = [];
    for (const step of steps) await record.once(step, () => done.push(step));
    return done;
  }

  it('puts the sample into the last complete hour', () => {
    assert.equal(recordAt(now).from, '2026-11-23T07:00:00.000Z');
  });

  it('does each step once, however often the demo is started', async () => {
    assert.deepEqual(await stepsDone(recordAt(now), ['replay', 'train']), ['replay', 'train']);
    assert.deepEqual(await stepsDone(recordAt(now + 5 * hourMs), ['replay', 'train', 'score']), ['score']);
  });

  it('repeats a step that failed, for the same hour', async () => {
    await assert.rejects(
      recordAt(now).once('replay', () => Promise.reject(new Error('killed'))),
      /killed/,
    );
    const next = recordAt(now + 5 * hourMs);
    assert.equal(next.from, '2026-11-23T07:00:00.000Z');
    assert.deepEqual(await stepsDone(next, ['replay']), ['replay']);
  });

  it('begins again when the sample has become a day old', async () => {
    await stepsDone(recordAt(now), ['replay']);
    const next = recordAt(now + 24 * hourMs);
    assert.equal(next.from, '2026-11-24T07:00:00.000Z');
    assert.deepEqual(await stepsDone(next, ['replay']), ['replay']);
  });
});
