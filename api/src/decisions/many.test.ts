import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { changesAfter } from './changes.js';
import { DecisionsRepository, type StoredDecision } from './decisions.repository.js';

const many = 60_000;

describe('decisions that do not fit into one address of a query', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  const decision = (seq: number, value: string, expires_at: string | null): StoredDecision => {
    const times = { created_at: new Date(now).toISOString(), expires_at, ended_at: null };
    const by = { origin: 'manual' as const, source_id: '', reason: 'by hand', created_by: 'analyst' };
    return { decision_id: crypto.randomUUID(), ...by, ...times, value, ranges: [value], withdrawn: [], seq };
  };
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
    const expiry = new Date(now + 3_600_000).toISOString();
    const addresses = Array.from({ length: many - 1 }, (_, at) => `100.100.${at >> 8}.${at & 255}`);
    const decisions = [...addresses, '198.51.100.77'].map((value, at) => decision(at + 1, value, expiry));
    const forEver = decision(many + 1, addresses[many - 2]!, null);
    await new DecisionsRepository(api.context.store).save('test', [...decisions, forEver]);
  });
  after(() => api.close());

  it('201 a country on the allow list takes back its one address', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const line = '198.51.100.0/24,NL';
    await api.call('/v1/reference-lists/country?kind=country', { method: 'PUT', body: line, headers });
    now += 10_001;
    await calls.ok(201, 'POST', '/v1/rules', { kind: 'allow', field: 'country', value: 'NL' });
    const blocked = (await (await api.call('/v1/decisions/blocklist')).text()).split('\n').slice(0, -1);
    assert.deepEqual([blocked.length, blocked.includes('198.51.100.77')], [many, false]);
  });

  it('200 a bouncer that was away hears of all that expired, and keeps what another decision hands out', async () => {
    const position = { seq: many + 2, time: now };
    const later = now + 3_600_000;
    const { added, removed } = await changesAfter(new DecisionsRepository(api.context.store), position, 1000, later);
    assert.equal(new Set(removed.map(({ range }) => range)).size, many - 1);
    assert.equal(added.length, 1);
  });
});
