import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steadyOptions, adbenchSets } from './adbench.js';
import { fileResult } from './one-file.js';

const sets = adbenchSets();

test('the public sets stand beside the checkout', { skip: !sets.length && 'no ../shared/data/adbench' }, () => {
  assert.equal(sets.length, 8);
});

for (const { name, path, scikitAuc } of sets) {
  test(`the mean AUC on ${name} is within 0.01 of scikit-learn's`, async () => {
    const { auc } = await fileResult(path, steadyOptions);
    assert.ok(Math.abs(auc! - scikitAuc) <= 0.01, `${auc} against ${scikitAuc}`);
  });
}
