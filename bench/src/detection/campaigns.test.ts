import assert from 'node:assert/strict';
import { test } from 'node:test';
import { campaignQuality, type Campaign } from './campaigns.js';
import type { ObservedRow } from './world.js';

const campaign = (...addresses: string[]): Campaign => ({
  addresses: new Set(addresses),
  rows: new Set(),
  level: 'medium',
});
const rows = ['a', 'b', 'c', 'd'].map((client_ip) => {
  return { persona: client_ip === 'd' ? 'desktop browser' : 'credential stuffing', row: { client_ip } };
}) as unknown as ObservedRow[];

test('quality is of the part that has most of the addresses', () => {
  assert.deepEqual(campaignQuality(rows, [campaign('d', 'e'), campaign('a', 'b', 'd'), campaign('c')]), {
    parts: 2,
    purity: 0.6667,
    coverage: 0.6667,
  });
  assert.deepEqual(campaignQuality(rows, []), { parts: 0, purity: 0, coverage: 0 });
});
