import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { convicts } from '../severity.js';
import { evidenceReasons } from './index.js';
import { tcpOsMismatch } from './tcp-os-mismatch.js';

const row = (userAgent: string, features: Record<string, number> = { os_mismatch: 1 }) =>
  featureRow({ features, context: { user_agents: [userAgent], ttl: 52, tcp_options: '2-4-8-1-3' } });

test('Windows whose SYN is that of Linux is noted, but convicts nobody alone: a proxy of the company does that', () => {
  assert.match(tcpOsMismatch.evidence(row(userAgents.chrome))!.detail, /^the SYN \(TTL 52, options 2-4-8-1-3\)/);
  assert.equal(convicts(evidenceReasons(row(userAgents.chrome))), false);
});

test('Apple’s devices behind their relay, a stack that fits and one that is not known are not noted', () => {
  assert.equal(tcpOsMismatch.evidence(row(userAgents.safari)), undefined);
  assert.equal(tcpOsMismatch.evidence(row(userAgents.chrome, { os_mismatch: 0 })), undefined);
  assert.equal(tcpOsMismatch.evidence(row(userAgents.chrome, {})), undefined);
});
