import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { day, hellos, traffic } from '../testing/traffic.js';
import type { PersistencePage, PersistentThreat, Rotation, RotationPage } from './rotation.types.js';

/** A browser whose extensions come and go, and an address that shows a library after another. */
const others = [
  ...['d8a2da3f94cd', '02713d6af862', '806a8c22fdea'].map((hash) => [
    '198.51.100.77',
    `t13d1516h2_8daaf6152771_${hash}`,
  ]),
  ...[1, 2, 3, 4, 5].map((digit) => ['203.0.113.200', `t13d1516h2_${digit}daaf6152771_d8a2da3f94cd`]),
].map(([ip = '', ja4 = ''], index) => loggedRequest(1000 + index, { client_ip: ip, src_ip: ip, ja4 }));

const score = { ja4: '', host: 'shop.example', model_id: crypto.randomUUID(), requests: 5, contributions: [] };
const other = { model_id: crypto.randomUUID() };
const scores = [
  { client_ip: '203.0.113.66', hour: '2026-11-22T12:00:00Z', score: 0.7, percentile: 0.995 },
  { client_ip: '203.0.113.66', hour: '2026-11-22T13:00:00Z', score: 0.8, percentile: 0.999 },
  { client_ip: '203.0.113.66', hour: '2026-11-22T14:00:00Z', score: 0.4, percentile: 0.5 },
  { client_ip: '203.0.113.9', hour: '2026-11-22T12:00:00Z', score: 0.9, percentile: 1 },
  { client_ip: '203.0.113.9', hour: '2026-11-22T13:00:00Z', score: 0.9, percentile: null },
  // Of a model that nobody listens to, and of a second one that scored an hour again.
  { client_ip: '203.0.113.66', hour: '2026-11-22T14:00:00Z', ...other, score: 0.9, percentile: 1, shadow: true },
  { client_ip: '203.0.113.66', hour: '2026-11-22T13:00:00Z', ...other, score: 0.6, percentile: 0.992 },
].map((row) => ({ ...score, ...row, scored_at: '2026-11-22T15:00:00.000Z' }));

describe('rotation', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (query = ''): Promise<RotationPage> => answerOf(api, `/v1/rotation?${day}&count=true&${query}`);
  const persistent = (query = ''): Promise<PersistencePage> =>
    answerOf(api, `/v1/rotation/persistent?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    assert.deepEqual([(await list('tier=high')).items, (await persistent()).total], [[], 0]);
  });

  it('200 addresses with several JA4, and what hides behind them', async () => {
    await insertRequests(api.context.store, [...traffic, ...others]);
    const { items, total } = await list();
    assert.equal(total, 3);
    assert.deepEqual(
      items.map(({ client_ip, tier, ja4s, ja4_families }) => [client_ip, tier, ja4s, ja4_families]),
      [
        ['203.0.113.200', 'high', 5, 5],
        ['203.0.113.66', 'low', 2, 2],
        ['198.51.100.77', 'none', 3, 1],
      ],
    );
    assert.deepEqual(items[1], {
      ...{ client_ip: '203.0.113.66', tier: 'low', ja4s: 2, ja4_families: 2, ja4_list: [hellos.go, hellos.curl] },
      ...{ requests: 5, hosts: 1, active_hours: 2 },
      first_seen: '2026-11-22T12:00:00.000000Z',
      last_seen: '2026-11-22T13:00:00.000000Z',
    } satisfies Rotation);
  });

  it('200 narrowed, in every order, page by page', async () => {
    assert.deepEqual(
      (await list('tier=none')).items.map(({ client_ip }) => client_ip),
      ['198.51.100.77'],
    );
    assert.equal((await list('min_ja4s=3')).total, 2);
    assert.equal((await list('client_ip=203.0.113.0/24&host=shop.example')).total, 2);
    for (const sort of ['-ja4_families', '-ja4s', '-requests', '-last_seen']) {
      const { items } = await list(`sort=${sort}`);
      assert.deepEqual(await allPages<Rotation>(api, `/v1/rotation?${day}&sort=${sort}`), items, sort);
    }
  });

  it('200 addresses that are anomalous again and again', async () => {
    await api.context.store.insert('test', 'scores', scores);
    const { items, total } = await persistent();
    assert.equal(total, 1);
    assert.deepEqual(items[0], {
      ...{ client_ip: '203.0.113.66', anomalous_hours: 2, anomalous_days: 1, worst_score: 0.8 },
      ...{ requests: 10, ja4s: 0, hosts: 1 },
      first_seen: '2026-11-22T12:00:00Z',
      last_seen: '2026-11-22T13:00:00Z',
    } satisfies PersistentThreat);
    assert.equal((await persistent('min_hours=1')).total, 2);
    assert.equal((await persistent('min_percentile=0.5&min_hours=3')).total, 1);
    for (const sort of ['-anomalous_hours', '-worst_score', '-last_seen']) {
      const { items: whole } = await persistent(`min_hours=1&sort=${sort}`);
      const path = `/v1/rotation/persistent?${day}&min_hours=1&sort=${sort}`;
      assert.deepEqual(await allPages<PersistentThreat>(api, path), whole, sort);
    }
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/rotation', {
      'min_ja4s=1': 'min_ja4s',
      'tier=extreme': 'tier',
      'client_ip=nowhere': 'client_ip',
      'cursor=abc': 'cursor',
    });
    await refuses(api, '/v1/rotation/persistent', { 'min_percentile=2': 'min_percentile', 'min_hours=0': 'min_hours' });
  });

  it('401 and 403 without a key that may read', async () => {
    for (const path of ['', '/persistent']) await needsScope(api, `/v1/rotation${path}`);
  });
});
