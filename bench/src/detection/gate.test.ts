import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { judges, rowsOf } from './judges.js';
import { averagePrecision, reachedByPersona, thresholdAt } from './measures.js';
import { modelOf, modelScores } from './model.js';
import { observed, type Observed } from './observed.js';
import { World } from './world.js';

/** A few days of a small world: enough to see that something broke, too few to say how good it is. */
const small = { historyDays: 2, testDays: 1, historyScale: 0.1, testScale: 0.1, seed: 1, heldOut: 'slow scraper' };

describe('the detector on a small simulated world', { skip: process.platform !== 'linux' && 'needs the launcher' }, () => {
  let seen: Observed;
  let scores: number[];

  before(async () => {
    const world = await World.started();
    try {
      seen = await observed(world, { ...small, log: () => undefined });
    } finally {
      await world.stop();
    }
    const model = await modelOf(seen, small.seed);
    scores = await modelScores(model, rowsOf(seen.test));
    await model.close();
  });
  after(() => undefined);

  it('ranks attackers as it did', async () => {
    const precisions: Record<string, number> = {};
    for (const [name, judge] of Object.entries(judges)) {
      precisions[name] = averagePrecision(seen.test, await judge(seen, scores, small.seed), 0.01);
    }
    console.log(precisions);
    assert.ok(precisions.detector! > 0);
  });

  it('finds those that make many requests', async () => {
    const judgement = await judges.detector!(seen, scores, small.seed);
    const reached = reachedByPersona(seen.test, judgement, thresholdAt(seen.test, judgement, 0.01));
    console.log(reached, seen.history.length, seen.test.length);
    assert.ok(reached['login brute force'] === 1);
  });
});
