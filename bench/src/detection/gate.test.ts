import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { judges, rowsOf } from './judges.js';
import { averagePrecision, reachedByPersona, thresholdAt } from './measures.js';
import { modelOf, modelScores } from './model.js';
import { observed, type Observed } from './observed.js';
import { World } from './world.js';

/** A few days of a small world: enough to see that something broke, too few to say how good it is. */
const small = { historyDays: 2, testDays: 1, historyScale: 0.1, testScale: 0.1, seed: 1, heldOut: 'slow scraper' };

describe('the detector on a small simulated world', { timeout: 240_000 }, () => {
  let seen: Observed;
  let judgement: ArrayLike<number>;
  let precisionOf: (scores: ArrayLike<number>) => number;

  before(async () => {
    const world = await World.started();
    try {
      seen = await observed(world, { ...small, log: () => undefined });
    } finally {
      await world.stop();
    }
    const model = await modelOf(seen, small.seed);
    judgement = await judges.detector!(seen, await modelScores(model, rowsOf(seen.test)), small.seed);
    await model.close();
    precisionOf = (scores) => averagePrecision(seen.test, scores, 0.01);
  });

  it('ranks attackers as high as it did', () => {
    assert.ok(precisionOf(judgement) >= 0.5, String(precisionOf(judgement)));
  });

  it('ranks them better than rules alone and the request rate do', async () => {
    for (const name of ['rules', 'request rate']) {
      const other = precisionOf(await judges[name]!(seen, [], small.seed));
      assert.ok(precisionOf(judgement) > other, `${name}: ${other}`);
    }
  });

  it('finds every row of those that guess passwords or look for holes, at one false positive of a hundred', () => {
    const reached = reachedByPersona(seen.test, judgement, thresholdAt(seen.test, judgement, 0.01));
    for (const name of ['login brute force', 'vulnerability scanner']) assert.equal(reached[name], 1, name);
  });
});
