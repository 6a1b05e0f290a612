import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answerOf, needsScope, problemOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { QuerySnapshots } from '../testing/query-snapshots.js';
import { hellos, traffic } from '../testing/traffic.js';
import type { Comparison, ComparisonResult, TrafficGroup } from './compare.types.js';

const whole: TrafficGroup = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' };
const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('compare', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const compare = (body: Comparison): Promise<ComparisonResult> => answerOf(api, '/v1/compare', post(body));

  it('200 nothing to compare in an empty database', async () => {
    const { a, b, items } = await compare({ a: whole, b: whole });
    assert.deepEqual([a.requests, b.ips], [0, 0]);
    assert.ok(items.length > 20 && items.every(({ divergence, values }) => divergence === null && values.length === 0));
  });

  it('200 the same group does not differ from itself', async () => {
    await insertRequests(api.context.store, traffic);
    const { items } = await compare({ a: whole, b: whole });
    assert.ok(items.every(({ divergence, values }) => (divergence ?? 0) === 0 && values.length === 0));
  });

  it('200 all requests of half a day are compared in whole hours that do not overlap, those of an hour as asked for', async () => {
    const b = { from: '2026-11-22T12:20:00Z', to: '2026-11-23T00:40:00Z' };
    const half = await compare({ a: { from: '2026-11-22T00:20:00Z', to: b.from }, b, attributes: ['host'] });
    assert.deepEqual(
      [half.a.from, half.a.to, half.b.from, half.b.to].map((time) => time.slice(5, 16)),
      ['11-22T00:00', '11-22T12:00', '11-22T12:00', '11-23T00:00'],
    );
    const { a: all } = await compare({ a: whole, b: whole, attributes: ['host'] });
    assert.ok(half.a.requests! > 0 && half.b.requests! > 0);
    assert.equal(half.a.requests! + half.b.requests!, all.requests);
    const hour = { from: '2026-11-22T09:20:00Z', to: '2026-11-22T10:20:00Z' };
    assert.equal((await compare({ a: hour, b: hour })).a.from, '2026-11-22T09:20:00.000000Z');
  });

  it('200 the attribute that differs most comes first, with its values', async () => {
    const a = { ...whole, client_ip: ['198.51.100.1'] };
    const b = { ...whole, client_ip: ['203.0.113.66'] };
    const result = await compare({ a, b });
    assert.deepEqual([result.a.requests, result.a.ips, result.b.requests], [8, 1, 5]);
    assert.equal(result.items[0]?.divergence, 1);
    const of = (name: string) => result.items.find(({ attribute }) => attribute === name);
    assert.deepEqual(of('ja4')?.values[0], {
      ...{ value: hellos.chrome, requests_a: 8, requests_b: 0, share_a: 1, share_b: 0, difference: -1 },
    });
    assert.deepEqual(of('user_agent'), { attribute: 'user_agent', divergence: 0, values: [] });
    assert.deepEqual(
      of('asn')
        ?.values.map(({ value }) => value)
        .sort(),
      ['64496', '64511'],
    );
  });

  it('200 the divergence is that of Jensen and Shannon', async () => {
    const a = { ...whole, client_ip: ['198.51.100.1'] };
    const b = { ...whole, client_ip: ['198.51.100.2'] };
    const { items } = await compare({ a, b, attributes: ['path', 'host'], limit: 1 });
    // Six of eight requests for / against all of them.
    const [p, q] = [
      [0.75, 0.25],
      [1, 0],
    ];
    const kl = (x: number[], y: number[]): number =>
      x.reduce((sum, share, i) => (share ? sum + share * Math.log2(share / ((share + y[i]!) / 2)) : sum), 0);
    const expected = (kl(p, q) + kl(q, p)) / 2;
    assert.deepEqual(
      items.map(({ attribute, values }) => [attribute, values.length]),
      [
        ['host', 1],
        ['path', 1],
      ],
    );
    for (const { divergence } of items) assert.ok(Math.abs(divergence! - expected) < 1e-9);
  });

  it('200 asks what stands in clickhouse/queries', async () => {
    const snapshots = new QuerySnapshots(api.context.store, ['compare.traffic']);
    await snapshots.record(async () => {
      await compare({
        a: { ...whole, client_ip: ['203.0.113.0/24'], status: ['404'] },
        b: { ...whole, host: ['shop*'] },
      });
    });
    snapshots.save();
  });

  it('4xx names the place in the body that is wrong', async () => {
    const wrong: [body: object, place: RegExp][] = [
      [{ a: whole }, /b/],
      [{ a: whole, b: { from: 'yesterday' } }, /\/b\/from/],
      [{ a: { ...whole, client_ip: 'nowhere' }, b: whole }, /\/a\/client_ip/],
      [{ a: { from: '-1h', to: '-2h' }, b: whole }, /\/a\/from/],
      [{ a: whole, b: { colour: 'red' } }, /colour/],
      [{ a: whole, b: whole, attributes: ['planet'] }, /attributes/],
      [{ a: whole, b: whole, limit: 0 }, /limit/],
    ];
    for (const [body, place] of wrong) {
      const { errors } = await problemOf(api, '/v1/compare', 422, post(body));
      assert.match(JSON.stringify(errors), place);
    }
    await problemOf(api, '/v1/compare', 400, { ...post({}), body: '{' });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/compare', post({ a: whole, b: whole }));
  });
});

describe('compare what is kept no longer', { skip: skipWithoutServices }, () => {
  const now = Date.parse('2026-11-22T16:00:00Z');
  let api: Harness;
  before(async () => {
    const retention = { JA4_RETENTION_DAYS: '7', JA4_RETENTION_TABLES: 'agg_entity_1h=90' };
    api = await startHarness({ now: () => now }, retention);
    await insertRequests(api.context.store, traffic);
  });
  after(() => api.close());

  const today: TrafficGroup = { from: '-24h' };
  const gone: TrafficGroup = { from: '2026-11-14T14:00:00Z', to: '2026-11-15T14:00:00Z' };
  const compare = async (
    a: TrafficGroup,
    b: TrafficGroup,
  ): Promise<[a: number | null, b: number | null, different: string[]]> => {
    const body = { a, b, attributes: ['host', 'status'] };
    const { items, ...groups } = await answerOf<ComparisonResult>(api, '/v1/compare', post(body));
    const different = items.filter(({ values }) => values.length).map(({ attribute }) => attribute);
    return [groups.a.requests, groups.b.requests, different];
  };

  it('200 nothing of it, but of what an aggregate keeps for longer', async () => {
    const [, requests] = await compare(today, today);
    assert.ok(requests! > 0);
    assert.deepEqual(await compare(gone, today), [0, requests, ['host']]);
    const filtered = { ...gone, status: ['404'] };
    assert.deepEqual(await compare(filtered, today), [null, requests, []]);
    assert.deepEqual(await compare(today, filtered), [requests, null, []]);
  });

  it('200 what is left of the same rows of the same time', async () => {
    const from = '-30d';
    const [a, b] = [
      { from, host: ['shop.example'] },
      { from, host: ['!shop.example'] },
    ];
    const [requestsA, requestsB, different] = await compare(a, b);
    assert.ok(requestsA! > 0 && requestsB! > 0);
    assert.ok(different.includes('host'));
    // Statuses of all requests are kept for as long as the requests themselves, hosts for longer.
    assert.deepEqual((await compare({ from }, b))[2], ['status']);
  });
});
