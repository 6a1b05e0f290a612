import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Finding } from '../detections/detections.types.js';
import { detectionIdOf } from '../detections/finding.js';
import { finding } from '../testing/findings.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import type { Decision, DecisionChanges, DecisionPage } from './decisions.types.js';

describe('decisions', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
  });
  after(() => api.close());

  const inSeconds = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
  const block = (value: string, expires_at: string | null = null): Promise<Decision> =>
    calls.ok(201, 'POST', '/v1/decisions', { value, reason: 'by hand', expires_at });
  const upsert = async (...items: Finding[]): Promise<unknown> =>
    calls.ok(200, 'PUT', '/v1/detections', { items }, await calls.as('worker'));
  const allow = (value: string): Promise<{ rule_id: string }> =>
    calls.ok(201, 'POST', '/v1/rules', { kind: 'allow', field: 'address', value });
  const list = async (query = ''): Promise<Decision[]> =>
    (await calls.ok<DecisionPage>(200, 'GET', `/v1/decisions?${query}`)).items;
  const blocklist = async (query = ''): Promise<string[]> => {
    const response = await api.call(`/v1/decisions/blocklist?${query}`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    return (await response.text()).split('\n').slice(0, -1);
  };
  let cursor = '';
  const changes = async (): Promise<{ added: string[]; removed: string[] }> => {
    const all = { added: [] as string[], removed: [] as string[] };
    for (let more = true; more;) {
      const page = await calls.ok<DecisionChanges>(200, 'GET', `/v1/decisions/changes?limit=2${cursor}`);
      all.added.push(...page.added.map(({ range }) => range));
      all.removed.push(...page.removed.map(({ range }) => range));
      cursor = `&cursor=${page.cursor}`;
      ({ more } = page);
    }
    return { added: all.added.sort(), removed: all.removed.sort() };
  };

  it('200 nothing in an empty database', async () => {
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/decisions?count=true'), {
      items: [],
      next_cursor: null,
      total: 0,
    });
    assert.deepEqual(await blocklist(), []);
    assert.deepEqual(await blocklist('form=cidr'), []);
    assert.deepEqual(await changes(), { added: [], removed: [] });
  });

  it('201 a person blocks an address until it expires', async () => {
    const made = await block('203.0.113.9', inSeconds(3600));
    assert.deepEqual(await calls.ok(200, 'GET', `/v1/decisions/${made.decision_id}`), made);
    assert.deepEqual(await list(), [made]);
    assert.deepEqual(await changes(), { added: ['203.0.113.9'], removed: [] });
    assert.deepEqual(await changes(), { added: [], removed: [] });
    now += 3_600_001;
    assert.deepEqual([await list(), await blocklist()], [[], []]);
    assert.deepEqual(await list('state=ended'), [made]);
    assert.deepEqual(await changes(), { added: [], removed: ['203.0.113.9'] });
    assert.deepEqual(await changes(), { added: [], removed: [] });
  });

  it('204 and 404: it is taken back, once and for all', async () => {
    const { decision_id } = await block('2001:db8::/48');
    assert.deepEqual(await blocklist(), ['2001:db8::/48']);
    await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
    await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
    assert.deepEqual(await blocklist(), []);
    const ended = await calls.ok<Decision>(200, 'GET', `/v1/decisions/${decision_id}`);
    assert.equal(ended.ended_at, new Date(now).toISOString());
    assert.deepEqual(await changes(), { added: [], removed: ['2001:db8::/48'] });
    for (const id of ['x', detectionIdOf('x')]) {
      for (const method of ['GET', 'DELETE'])
        assert.equal((await calls.send(method, `/v1/decisions/${id}`)).status, 404);
    }
  });

  it('200 a critical detection blocks its address for four hours; what is closed or seen too long ago does not', async () => {
    const last_seen = inSeconds(-60);
    const seen = { first_seen: last_seen, last_seen };
    await upsert(
      finding('critical', { ...seen, client_ip: '198.51.100.1' }),
      finding('again', { ...seen, client_ip: '198.51.100.1', host: 'other.example', score: 0.99 }),
      finding('high', { ...seen, client_ip: '198.51.100.2', level: 'high' }),
      finding('old', {
        client_ip: '198.51.100.3',
        last_seen: '2026-11-22T10:00:00Z',
        first_seen: '2026-11-22T10:00:00Z',
      }),
    );
    const [decision, ...more] = await list();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [decision?.value, decision?.origin, decision?.source_id, decision?.expires_at],
      ['198.51.100.1', 'detection', detectionIdOf('again'), inSeconds(4 * 3600 - 60)],
    );
    const refused = await calls.send<{ detail: string }>('DELETE', `/v1/decisions/${decision?.decision_id}`);
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /label or close the detection/);
    for (const key of ['critical', 'again']) {
      await calls.ok(200, 'PATCH', `/v1/detections/${detectionIdOf(key)}`, { status: 'closed' }, { 'if-match': '"1"' });
    }
    assert.deepEqual(await list(), []);
    assert.deepEqual(await changes(), { added: [], removed: ['198.51.100.1'] });
  });

  it('200 an allow-listed address is never handed out, also not within a block that was there before', async () => {
    await block('192.0.2.0/24');
    await block('192.0.2.7');
    await changes();
    const { rule_id } = await allow('192.0.2.7');
    const rest = [
      '192.0.2.0/30',
      '192.0.2.128/25',
      '192.0.2.16/28',
      '192.0.2.32/27',
      '192.0.2.4/31',
      '192.0.2.6',
      '192.0.2.64/26',
      '192.0.2.8/29',
    ];
    assert.deepEqual((await blocklist()).sort(), rest);
    assert.deepEqual(await changes(), { added: rest, removed: ['192.0.2.0/24', '192.0.2.7'] });
    assert.deepEqual((await list('address=192.0.2.7')).map(({ ranges }) => ranges.length).sort(), [0, 8]);
    await calls.refused([
      [409, 'POST', '/v1/decisions', { value: '192.0.2.7/31', reason: 'x' }, /some of it is on the allow list/],
      [409, 'POST', '/v1/decisions', { value: '::ffff:192.0.2.7', reason: 'x' }, /all of it is on the allow list/],
    ]);
    const deny = { kind: 'deny', field: 'address', value: '192.0.2.7' };
    const denied = await calls.ok<{ rule_id: string }>(201, 'POST', '/v1/rules', deny);
    await upsert(finding('allowed', { client_ip: '192.0.2.7', last_seen: inSeconds(-1) }));
    assert.ok(!(await blocklist()).includes('192.0.2.7'));
    await calls.ok(200, 'DELETE', `/v1/rules/${rule_id}`);
    assert.ok((await blocklist()).includes('192.0.2.7'));
    const { added, removed } = await changes();
    assert.deepEqual([added.includes('192.0.2.0/24'), removed], [true, rest]);
    await calls.ok(200, 'DELETE', `/v1/rules/${denied.rule_id}`);
    const after = await changes();
    assert.deepEqual(after.removed, [], 'another decision still hands it out');
    for (const { decision_id } of await list('origin=manual'))
      await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
  });

  it('200 an address whose network or country is on the allow list is not handed out', async () => {
    for (const [kind, line] of [
      ['asn', '198.51.100.0/24,64496,Example'],
      ['country', '198.51.100.0/24,NL'],
    ] as const) {
      const headers = { 'content-type': 'application/octet-stream' };
      await api.call(`/v1/reference-lists/${kind}?kind=${kind}`, { method: 'PUT', body: line, headers });
    }
    now += 10_001;
    const { decision_id } = await block('198.51.100.77');
    const rule = { kind: 'allow', field: 'country', value: 'NL' };
    const { rule_id } = await calls.ok<{ rule_id: string }>(201, 'POST', '/v1/rules', rule);
    assert.ok(!(await blocklist()).includes('198.51.100.77'));
    await calls.refused([
      [409, 'POST', '/v1/decisions', { value: '198.51.100.78', reason: 'x' }, /network or country/],
    ]);
    await calls.ok(200, 'DELETE', `/v1/rules/${rule_id}`);
    assert.ok((await blocklist()).includes('198.51.100.77'));
    await calls.ok(204, 'DELETE', `/v1/decisions/${decision_id}`);
  });

  it('200 the CIDR form holds the same addresses in the fewest blocks', async () => {
    for (const value of ['10.0.0.0/25', '10.0.0.128/25', '10.0.0.7', '10.0.1.0', '2001:db8::1', '2001:db8::'])
      await block(value);
    assert.deepEqual(await blocklist('form=cidr&origin=manual'), ['10.0.0.0/24', '10.0.1.0/32', '2001:db8::/127']);
    assert.deepEqual(await blocklist('form=cidr&family=6&origin=manual'), ['2001:db8::/127']);
    assert.equal((await blocklist('family=4&origin=manual')).length, 4);
    assert.deepEqual(await blocklist('origin=rule'), []);
  });

  it('200 filters, pages and counts; merged and unmerged rows read the same', async () => {
    const query = '/v1/decisions?origin=manual&count=true';
    const whole = await calls.ok<DecisionPage>(200, 'GET', query);
    assert.equal(whole.total, 6);
    assert.deepEqual(await calls.pages(query), whole.items);
    for (const spelling of ['10.0.0.7', '::ffff:10.0.0.7']) {
      const found = (await list(`address=${spelling}`)).map(({ value }) => value);
      assert.deepEqual(found.sort(), ['10.0.0.0/25', '10.0.0.7']);
    }
    const before = [whole, await list('state=any'), await blocklist()];
    await api.context.store.command('test', 'OPTIMIZE TABLE decisions FINAL');
    assert.deepEqual([await calls.ok(200, 'GET', query), await list('state=any'), await blocklist()], before);
  });

  it('400, 409, 422: what is wrong is named', async () => {
    await calls.refused([
      [409, 'POST', '/v1/decisions', { value: '10.0.0.7', reason: 'x' }, /blocks 10\.0\.0\.7 already/],
      [422, 'POST', '/v1/decisions', { value: 'x', reason: 'x' }, /\/value/],
      [422, 'POST', '/v1/decisions', { value: '0.0.0.0/0', reason: 'x' }, /at least \/8/],
      [422, 'POST', '/v1/decisions', { value: '2000::/3', reason: 'x' }, /at least \/16/],
      [422, 'POST', '/v1/decisions', { value: '1.2.3.4' }, /reason/],
      [422, 'POST', '/v1/decisions', { value: '1.2.3.4', reason: 'x', expires_at: '2026-01-01T00:00:00Z' }, /future/],
      [422, 'GET', '/v1/decisions?state=x', undefined, /state/],
      [422, 'GET', '/v1/decisions?address=x', undefined, /query\.address/],
      [422, 'GET', '/v1/decisions/blocklist?form=xml', undefined, /form/],
      [422, 'GET', '/v1/decisions/changes?limit=0', undefined, /limit/],
      [400, 'GET', '/v1/decisions/changes?cursor=x', undefined, /query\.cursor/],
      [400, 'GET', '/v1/decisions?cursor=x', undefined, /query\.cursor/],
    ]);
  });

  it('401 and 403: a bouncer reads decisions and nothing else', async () => {
    const bouncer = await calls.as('bouncer');
    for (const path of ['/v1/decisions', '/v1/decisions/blocklist', '/v1/decisions/changes']) {
      assert.equal((await fetch(api.address + path)).status, 401, path);
      assert.equal((await calls.send('GET', path, undefined, bouncer)).status, 200, path);
    }
    for (const path of ['/v1/detections', '/v1/requests', '/v1/status', '/v1/keys']) {
      assert.equal((await calls.send('GET', path, undefined, bouncer)).status, 403, path);
    }
    const body = { value: '1.2.3.4', reason: 'x' };
    assert.equal((await calls.send('POST', '/v1/decisions', body, bouncer)).status, 403);
    assert.equal((await calls.send('POST', '/v1/decisions', body, await calls.as('reader'))).status, 403);
    assert.equal((await calls.send('POST', '/v1/decisions', body, await calls.as('analyst'))).status, 201);
  });
});
