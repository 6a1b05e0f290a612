import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf, sentence } from '@ja4-platform/common';
import type { Client } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import { OpenModels } from './judges.js';
import { Watch } from './watch.js';

const now = Date.parse('2026-11-22T15:00:00Z');

/** An API whose champion has no alert; those before it have had these. */
async function taughtBy(reasons: string[]) {
  const asked: unknown[] = [];
  const alerts = reasons.map((reason) => ({
    model_id: 'A',
    messages: [messageOf('decision', reason)].filter(Boolean),
  }));
  const client = {
    models: {
      list: () => ({ page: () => Promise.resolve({ items: [{ model_id: 'B' }] }) }),
      drift: () => [],
      decisions: (search: unknown) => (asked.push(search), alerts),
    },
  } as unknown as Client;
  return { asked, isTaught: await new Watch(client, { now: () => now }, new OpenModels(client)).taughtScopes() };
}

test('what a champion was taught with stays out for 14 days, whichever model is champion by now', async () => {
  const scopes = ['net:198.51.0.0/16', 'ja4:t13d_a'];
  const { asked, isTaught } = await taughtBy([
    ...scopes.map((scope) => sentence('decision.taught', { features: 5, scope })),
    'somebody says so',
  ]);
  assert.deepEqual(asked, [{ decision: 'alerted', from: '-14d', limit: 500 }]);
  assert.deepEqual(
    [{ client_ip: '198.51.100.7' }, { ja4: 't13d_a' }, {}].map((row) => isTaught(featureRow(row))),
    [true, true, false],
  );
});
