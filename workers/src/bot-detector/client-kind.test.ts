import assert from 'node:assert/strict';
import { test } from 'node:test';
import { features } from '@ja4-platform/common';
import { clientKind } from './client-kind.js';

const kindOf = (known: Record<string, number>) =>
  clientKind({ values: features.map(({ name }) => known[name] ?? null) });

test('a program is told by what else sends its handshake, without one by its headers', () => {
  assert.equal(kindOf({ ja4_browser_like: 0.1, accept_language_missing: 0 }), 'program');
  assert.equal(kindOf({ ja4_browser_like: 0.9, accept_language_missing: 1 }), 'browser');
  assert.equal(kindOf({ accept_language_missing: 1 }), 'program');
  assert.equal(kindOf({ accept_language_missing: 0 }), 'browser');
});

test('from three User-Agents on an address is shared', () => {
  assert.equal(kindOf({ ja4_browser_like: 1, user_agents: 2 }), 'browser');
  assert.equal(kindOf({ ja4_browser_like: 1, user_agents: 3 }), 'shared address');
});

test('a row of which nothing is known counts as a browser', () => {
  assert.equal(kindOf({}), 'browser');
});
