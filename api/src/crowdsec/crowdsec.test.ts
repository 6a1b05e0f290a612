import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Decision } from '../decisions/decisions.types.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import type { CrowdsecDecision, CrowdsecStream } from './crowdsec.types.js';

describe('decisions in the shape of CrowdSec', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  let bouncer: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
    bouncer = { 'x-api-key': await api.key({ name: 'nft', kind: 'bouncer' }) };
  });
  after(() => api.close());

  const block = (value: string, seconds?: number): Promise<Decision> =>
    calls.ok(201, 'POST', '/v1/decisions', {
      value,
      reason: 'by hand',
      ...(seconds === undefined ? {} : { expires_at: new Date(now + seconds * 1000).toISOString() }),
    });
  const get = async <Body>(path: string, headers = bouncer): Promise<Body> => {
    const response = await fetch(`${api.address}/crowdsec/v1/decisions${path}`, { headers });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as Body;
  };
  const values = async (query: string): Promise<string[]> =>
    ((await get<CrowdsecDecision[] | null>(`?${query}`)) ?? []).map(({ value }) => value);
  const stream = async (startup = false, headers = bouncer): Promise<{ new: string[]; deleted: string[] }> => {
    const answer = await get<CrowdsecStream>(`/stream?startup=${startup}`, headers);
    const shown = (items: CrowdsecDecision[] | null): string[] => (items ?? []).map(({ value }) => value);
    return { new: shown(answer.new), deleted: shown(answer.deleted) };
  };

  it('200 nothing in an empty database', async () => {
    assert.equal(await get(''), null);
    assert.deepEqual(await get('/stream?startup=true'), { new: null, deleted: null });
  });

  it('200 what is active, as bouncers read it', async () => {
    await block('203.0.113.9', 3600);
    await block('2001:db8::/48');
    now += 1500;
    const [range, ip] = (await get<CrowdsecDecision[]>('')).sort((a, b) => (a.value < b.value ? -1 : 1));
    assert.ok(Number.isSafeInteger(ip?.id));
    assert.deepEqual(
      { ...ip, id: 0 },
      {
        id: 0,
        origin: 'manual',
        type: 'ban',
        scope: 'Ip',
        value: '203.0.113.9',
        duration: '0h59m58s',
        scenario: 'by hand',
      },
    );
    assert.deepEqual([range?.scope, range?.value, range?.duration], ['Range', '2001:db8::/48', '8760h0m0s']);
  });

  it('200 filters of the protocol', async () => {
    const found: Record<string, string[]> = {
      'ip=203.0.113.9': ['203.0.113.9'],
      'ip=2001:db8::77': ['2001:db8::/48'],
      'range=2001:db8::/48': ['2001:db8::/48'],
      'range=203.0.113.0/24': [],
      'range=203.0.113.0/24&contains=false': ['203.0.113.9'],
      'scope=Ip': ['203.0.113.9'],
      'scopes=range': ['2001:db8::/48'],
      'value=203.0.113.9&type=ban': ['203.0.113.9'],
      'type=captcha': [],
      'origins=detection,rule': [],
      'scenarios_containing=hand&scopes=ip': ['203.0.113.9'],
      'scenarios_not_containing=hand': [],
    };
    for (const [query, expected] of Object.entries(found)) assert.deepEqual(await values(query), expected, query);
  });

  it('200 null, as CrowdSec says it, when nothing matches', async () => {
    const response = await fetch(`${api.address}/crowdsec/v1/decisions?ip=192.0.2.1`, { headers: bouncer });
    assert.deepEqual([response.status, await response.text()], [200, 'null']);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  });

  it('200 each bouncer hears of each change at least once, and twice at most', async () => {
    const other = { 'x-api-key': await api.key({ name: 'other', kind: 'bouncer' }) };
    assert.equal((await stream(true)).new.length, 2);
    assert.equal((await stream(false, other)).new.length, 2, 'it was never seen here');
    const { decision_id } = await block('198.51.100.1');
    for (const who of [bouncer, other])
      assert.deepEqual(await stream(false, who), { new: ['198.51.100.1'], deleted: [] });
    assert.deepEqual(await stream(), { new: ['198.51.100.1'], deleted: [] }, 'the answer before may have been lost');
    assert.deepEqual(await stream(), { new: [], deleted: [] });
    await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
    assert.deepEqual(await stream(), { new: [], deleted: ['198.51.100.1'] });
    now += 3_600_000;
    assert.deepEqual((await stream()).deleted.sort(), ['198.51.100.1', '203.0.113.9']);
    assert.deepEqual(await stream(), { new: [], deleted: ['203.0.113.9'] });
  });

  it('200 what a newer bouncer sends, known here or not', async () => {
    const newer = 'additional_pull=false&community_pull=false&scopes=ip%2Crange&colour=red&colour=blue';
    assert.equal((await get<CrowdsecStream>(`/stream?startup=true&${newer}`)).new?.length, 1);
    assert.deepEqual(await values(newer), ['2001:db8::/48']);
    assert.deepEqual(await get(`/stream?startup=true&origins=crowdsec%2Ccscli&${newer}`), { new: null, deleted: null });
  });

  it('200 a bouncer that wants some decisions loses a range when others alone hand it out', async () => {
    const some = { 'x-api-key': await api.key({ name: 'some', kind: 'bouncer' }) };
    const ofHand = async (startup = false): Promise<{ new: string[]; deleted: string[] }> => {
      const answer = await get<CrowdsecStream>(`/stream?startup=${startup}&origins=manual`, some);
      const shown = (items: CrowdsecDecision[] | null): string[] => (items ?? []).map(({ value }) => value);
      return { new: shown(answer.new), deleted: shown(answer.deleted) };
    };
    const { decision_id } = await block('198.51.100.60');
    assert.ok((await ofHand(true)).new.includes('198.51.100.60'));
    const deny = { kind: 'deny', field: 'address', value: '198.51.100.60' };
    const { rule_id, version } = await calls.ok<{ rule_id: string; version: number }>(201, 'POST', '/v1/rules', deny);
    assert.deepEqual((await ofHand()).deleted, [], 'a person still blocks it');
    await ofHand();
    await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
    assert.deepEqual(await ofHand(), { new: [], deleted: ['198.51.100.60'] });
    await calls.ok(200, 'DELETE', `/v1/rules/${rule_id}`, undefined, { 'if-match': `"${version}"` });
  });

  it('401, 403, 422, 503', async () => {
    const status = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(`${api.address}/crowdsec/v1/decisions${path}`, { headers })).status;
    assert.equal(await status('', {}), 401);
    assert.equal(await status('', { 'x-api-key': 'x' }), 401);
    assert.equal(await status('', { authorization: `Bearer ${bouncer['x-api-key']}` }), 401);
    assert.equal(await status('', { 'x-api-key': await api.key({ name: 's', kind: 'sensor', sensor_id: 's' }) }), 403);
    assert.equal(await status('?ip=x', bouncer), 422);
    api.context.redis.disconnect();
    assert.equal(await status('/stream', bouncer), 503);
    assert.equal(await status('/stream?startup=true', bouncer), 200);
    await api.context.redis.connect();
  });
});
