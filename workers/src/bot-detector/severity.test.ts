import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convicts, worst } from './severity.js';

test('reasons that happen to honest clients convict nobody', () => {
  assert.equal(convicts([{ severity: 'low' }, { severity: 'low' }]), false);
  assert.equal(convicts([{ severity: 'low' }, { severity: 'medium' }]), true);
  assert.equal(convicts([]), false);
});

test('the worst of some levels is told, of none nothing', () => {
  assert.equal(worst(['medium', 'critical', 'low']), 'critical');
  assert.equal(worst([]), undefined);
});
