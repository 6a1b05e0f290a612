import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exampleDetection } from '../detections/detections.example.js';
import { allPages, answerOf, needsScope, problemOf, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { agents, day, hellos, traffic } from '../testing/traffic.js';
import type {
  Entity,
  EntityBaseline,
  EntityPage,
  EntityProfile,
  EntityTimeline,
  RelatedEntities,
} from './entities.types.js';

const types = ['ip', 'ja4', 'ja3', 'host', 'asn', 'country', 'user_agent', 'path'];
const one = `/v1/entities/ip/203.0.113.66`;

describe('entities', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (type: string, query = ''): Promise<EntityPage> =>
    answerOf(api, `/v1/entities/${type}?${day}&count=true&${query}`);
  const values = async (type: string, query = ''): Promise<[string, number][]> =>
    (await list(type, query)).items.map(({ value, requests }) => [value, requests]);

  it('200 nothing in an empty database', async () => {
    for (const type of types) {
      const { items, total, next_cursor } = await list(type, 'value=198.51.100.1&min_requests=2');
      assert.deepEqual([items, total, next_cursor], [[], 0, null], type);
    }
    await problemOf(api, one, 404);
    assert.equal((await answerOf<EntityTimeline>(api, `${one}/timeline?${day}`)).items.length, 24);
    const { items, requests_read } = await answerOf<RelatedEntities>(api, `${one}/related?${day}`);
    assert.equal(requests_read, 0);
    assert.ok(items.length > 10 && items.every(({ distinct, items: found }) => distinct === 0 && found.length === 0));
    assert.equal((await answerOf<EntityBaseline>(api, `${one}/baseline?${day}`)).current.requests, 0);
  });

  it('200 lists entities of each type with their figures', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list('ip');
    assert.equal(total, 5);
    assert.deepEqual(items[1], {
      value: '198.51.100.1',
      label: '',
      requests: 8,
      first_seen: '2026-11-22T09:10:00.000000Z',
      last_seen: '2026-11-22T10:00:01.000000Z',
      ...{ not_found: 0, refused: 0, server_errors: 0, posts: 0, sensitive_paths: 0, correlated_share: 1 },
      ...{ browser_share: 0, bytes_out: 1568, distinct: { ips: 1, ja4s: 1, hosts: 2, user_agents: 1 } },
    } satisfies Entity);
    assert.deepEqual(await values('ja4'), [
      [hellos.curl, 13],
      [hellos.chrome, 8],
      [hellos.go, 4],
      [hellos.firefox, 3],
    ]);
    assert.deepEqual((await list('asn')).items[0]?.label, 'Example Hosting');
    assert.deepEqual(await values('country'), [
      ['FR', 17],
      ['NL', 11],
    ]);
    assert.deepEqual(await values('user_agent'), [
      [agents.chrome, 13],
      [agents.curl, 12],
      [agents.firefox, 3],
    ]);
    assert.deepEqual((await values('path'))[0], ['/login', 12]);
    assert.deepEqual(await values('ja3'), []);
  });

  it('200 finds by value and number of requests', async () => {
    assert.equal((await values('ip', 'value=198.51.100.0/24')).length, 2);
    assert.deepEqual(await values('ip', 'value=2001:db8:0::7'), [['2001:db8::7', 12]]);
    assert.deepEqual(await values('path', 'value=/.*'), [
      ['/.env', 4],
      ['/.git/config', 1],
    ]);
    await answerOf(api, '/v1/reference-lists/asn?kind=asn', {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from('203.0.113.0,203.0.113.255,64511,Example Hosting\n'),
    });
    assert.deepEqual(await values('asn', 'value=hosting'), [['64511', 17]]);
    assert.deepEqual(await values('asn', 'value=64496'), [['64496', 11]]);
    assert.deepEqual(await values('ja4', `value=${hellos.go}`), [[hellos.go, 4]]);
    assert.equal((await list('ip', 'min_requests=5')).total, 3);
  });

  it('200 pages follow each other in every order, also while the clock goes on', async () => {
    for (const type of ['ip', 'path', 'asn']) {
      for (const sort of ['-requests', '-last_seen', '-first_seen', 'value']) {
        const whole = (await list(type, `sort=${sort}`)).items;
        const paged = await allPages<Entity>(api, `/v1/entities/${type}?${day}&sort=${sort}`);
        assert.deepEqual(paged, whole, `${type} ${sort}`);
      }
    }
    const newest = await values('ip', 'sort=-first_seen');
    assert.deepEqual(newest[0], ['192.0.2.9', 1]);
    const silent = await answerOf<EntityProfile>(api, `/v1/entities/ip/192.0.2.9?${day}`);
    assert.deepEqual(silent.distinct, { ips: 1, ja4s: 0, hosts: 1, user_agents: 0 });
    const root = await answerOf<EntityProfile>(api, `/v1/entities/path/%2F?${day}`);
    assert.deepEqual([root.distinct.ips, root.distinct.user_agents], [3, 2]);
    const pathless = loggedRequest(900, { path: '', time: '2026-10-01T10:00:00.000000Z' });
    await insertRequests(api.context.store, [pathless]);
    const then = 'from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z';
    assert.deepEqual((await answerOf<EntityPage>(api, `/v1/entities/path?${then}`)).items, []);
  });

  it('200 the profile of one entity', async () => {
    const detection = { ...exampleDetection, client_ip: '203.0.113.66' };
    await api.context.store.insert('test', 'detections', [
      detection,
      { ...detection, detection_id: crypto.randomUUID(), verdict: 'suppressed' },
    ]);
    const profile = await answerOf<EntityProfile>(api, `${one}?${day}`);
    const { network, open_detections, worst_level, correlated_share, requests, type } = profile;
    assert.deepEqual(network, { asn: 64_511, as_name: 'Example Hosting', country: 'FR' });
    assert.deepEqual(
      { type, requests, open_detections, worst_level, correlated_share },
      {
        ...{ type: 'ip', requests: 5, open_detections: 1, worst_level: 'critical', correlated_share: 1 },
      },
    );
    const path = await answerOf<EntityProfile>(api, `/v1/entities/path/${encodeURIComponent('/.git/config')}?${day}`);
    assert.deepEqual([path.value, path.network, path.not_found], ['/.git/config', null, 1]);
    const agent = `/v1/entities/user_agent/${encodeURIComponent(agents.chrome)}?${day}`;
    assert.equal((await answerOf<EntityProfile>(api, agent)).distinct.ja4s, 3);
  });

  it('200 the timeline, with empty hours', async () => {
    const { items, bucket_seconds } = await answerOf<EntityTimeline>(api, `${one}/timeline?${day}`);
    assert.equal(bucket_seconds, 3600);
    const busy = items.filter(({ requests }) => requests > 0);
    assert.deepEqual(
      busy.map(({ time, requests, ips, not_found }) => [time.slice(11, 13), requests, ips, not_found]),
      [
        ['12', 4, 1, 4],
        ['13', 1, 1, 1],
      ],
    );
    const days = await answerOf<EntityTimeline>(api, `${one}/timeline?${day}&bucket=day`);
    assert.deepEqual(
      days.items.map(({ requests }) => requests),
      [5],
    );
  });

  it('200 days that begin and end within one say what their hours do', async () => {
    for (const entity of ['ip/203.0.113.66', `ja4/${hellos.curl}`, 'country/FR']) {
      const path = `/v1/entities/${entity}/timeline?from=2026-11-21T13:00:00Z&to=2026-11-22T10:00:00Z`;
      const requestsOf = async (bucket: string): Promise<number> => {
        const { items } = await answerOf<EntityTimeline>(api, `${path}&bucket=${bucket}`);
        return items.reduce((sum, { requests }) => sum + requests, 0);
      };
      assert.equal(await requestsOf('day'), await requestsOf('hour'), entity);
    }
    const whole = `/v1/entities/country/FR/timeline?from=2026-11-21T13:00:00Z&to=2026-11-23T10:00:00Z&bucket=day`;
    const { items } = await answerOf<EntityTimeline>(api, whole);
    assert.deepEqual(
      items.map(({ requests }) => requests),
      [0, 17, 0],
    );
  });

  it('200 what came together', async () => {
    const { items, requests_read } = await answerOf<RelatedEntities>(api, `${one}/related?${day}&limit=1`);
    assert.equal(requests_read, 5);
    const ja4 = items.find(({ attribute }) => attribute === 'ja4');
    assert.deepEqual([ja4?.distinct, ja4?.items.length], [2, 1]);
    assert.deepEqual(ja4?.items[0], {
      value: hellos.go,
      requests: 4,
      share: 0.8,
      label: '',
      first_seen: '2026-11-22T12:00:00.000000Z',
      last_seen: '2026-11-22T12:00:03.000000Z',
    });
    const asn = items.find(({ attribute }) => attribute === 'asn');
    assert.deepEqual([asn?.items[0]?.value, asn?.items[0]?.label], ['64511', 'Example Hosting']);
    const byAgent = `/v1/entities/ja4/${hellos.curl}/related?${day}&attribute=user_agent`;
    const [only, ...others] = (await answerOf<RelatedEntities>(api, byAgent)).items;
    assert.deepEqual(
      only?.items.map(({ value, requests }) => [value, requests]),
      [
        [agents.curl, 12],
        [agents.chrome, 1],
      ],
    );
    assert.equal(others.length, 0);
  });

  it('200 the baseline a day before', async () => {
    const path = `/v1/entities/ip/198.51.100.1/baseline?${day}`;
    const { current, previous, yesterday, last_week } = await answerOf<EntityBaseline>(api, path);
    assert.deepEqual([current.requests, yesterday?.requests, last_week?.requests], [8, 1, 0]);
    assert.deepEqual(previous, yesterday);
    assert.deepEqual([current.hosts, current.user_agents, current.not_found], [2, 1, 0]);
    assert.deepEqual([current.correlated_share, last_week?.browser_share], [1, null]);
  });

  it('200 JA3s of which many came equally often, page by page in every order', async () => {
    const shuffled = Array.from({ length: 60 }, (_, index) => index.toString(16).padStart(32, '0'));
    const requests = [...shuffled, ...shuffled.slice(0, 20), ...shuffled.slice(0, 5)].map((ja3_hash, index) =>
      loggedRequest(5000 + index, {
        ja3_hash,
        src_ip: '198.51.100.1',
        client_ip: '198.51.100.1',
        time: '2026-11-24T10:00:00.000000Z',
      }),
    );
    await insertRequests(api.context.store, requests);
    const path = '/v1/entities/ja3?from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z';
    for (const sort of ['-requests', '-last_seen', '-first_seen', 'value']) {
      const whole = await answerOf<EntityPage>(api, `${path}&sort=${sort}&count=true&limit=100`);
      const found = whole.items.map(({ value }) => value);
      assert.deepEqual([...found].sort(), shuffled, sort);
      assert.equal(whole.total, shuffled.length);
      if (sort === 'value') assert.deepEqual(found, shuffled);
      assert.deepEqual(await allPages<Entity>(api, `${path}&sort=${sort}`), whole.items, sort);
    }
    const { items } = await answerOf<EntityPage>(api, `${path}&min_requests=2&limit=100`);
    assert.deepEqual(
      items.map(({ requests: count }) => count),
      [...Array<number>(5).fill(3), ...Array<number>(15).fill(2)],
    );
    const [found] = (await answerOf<EntityPage>(api, `${path}&value=${shuffled[7]}`)).items;
    assert.deepEqual([found?.value, found?.requests], [shuffled[7], 2]);
  });

  it('404 for what cannot be an entity of the type', async () => {
    for (const path of ['ip/nowhere', 'ip/1.2.3', 'asn/x', 'asn/4294967296', 'ip/fe80::1%25eth0']) {
      await problemOf(api, `/v1/entities/${path}?${day}`, 404);
      await problemOf(api, `/v1/entities/${path}/related?${day}`, 404);
    }
    await problemOf(api, `${one}?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z`, 404);
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/entities/ip', {
      'value=nowhere': 'value',
      'limit=501': 'limit',
      'sort=size': 'sort',
      'cursor=abc': 'cursor',
      'colour=red': 'colour',
      'from=-1h&to=-2h': 'from',
      'from=-9999d': 'from',
      'min_requests=0': 'min_requests',
    });
    await problemOf(api, '/v1/entities/planet', 422);
    await refuses(api, `${one}/timeline`, { 'bucket=year': 'bucket', 'compare=year': 'compare' });
    await refuses(api, `${one}/related`, { 'attribute=planet': 'attribute', 'limit=0': 'limit' });
    const { next_cursor } = await list('ip', 'limit=1');
    const query = `${day}&count=true&limit=1&cursor=${next_cursor}`;
    await refuses(api, `/v1/entities/host?${query}`, { '': 'cursor' });
    for (const value of ["' OR 1=1 --", '{entity:String}', '\\', '\u0000']) {
      assert.deepEqual(await values('path', `value=${encodeURIComponent(value)}`), []);
    }
  });

  it('401 and 403 without a key that may read', async () => {
    for (const path of ['/v1/entities/ip', one, `${one}/timeline`, `${one}/related`, `${one}/baseline`]) {
      await needsScope(api, path);
    }
  });
});
