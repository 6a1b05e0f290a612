import assert from 'node:assert/strict';
import { message, sentence } from '@ja4-platform/common';
import { after, before, beforeEach, describe, test } from 'node:test';
import { exampleDetection } from '../detections/detections.example.js';
import type { DetectionBulk } from '../detections/bulk.types.js';
import { answer, bearer, send, withoutRedis } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type {
  Campaign,
  CampaignMember,
  CampaignMemberPage,
  CampaignPage,
  FoundCampaign,
  WrittenCampaigns,
} from './campaigns.types.js';
import type { CampaignGraph, CampaignHistory, CampaignScatter } from './views.types.js';

function member(client_ip: string, different: Partial<CampaignMember> = {}): CampaignMember {
  return {
    ...{ client_ip, ja4: 't13d', host: 'shop.example', requests: 3, score: 0.7 },
    ...{ first_seen: '2026-11-22T14:00:00.000000Z', last_seen: '2026-11-22T14:10:00.000000Z' },
    traits: [
      { trait: 'ja4', value: 't13d' },
      { trait: 'path_bucket', value: client_ip },
    ],
    measures: { login_posts: 1 },
    ...different,
  };
}

function campaign(key: string, members: CampaignMember[], different: Partial<FoundCampaign> = {}): FoundCampaign {
  const evidence = [{ trait: 'ja4', value: 't13d', members: members.length, detail: 'one handshake' }];
  return { key, name: `campaign ${key}`, score: 0.9, level: 'critical', evidence, members, ...different };
}

describe('campaigns', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:00:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const put = (items: FoundCampaign[], headers = worker): Promise<Response> =>
    send(api, 'PUT', '/v1/campaigns', { items }, headers);
  const write = async (...items: FoundCampaign[]): Promise<WrittenCampaigns['items']> =>
    (await answer<WrittenCampaigns>(put(items), 200)).items;
  const read = <T>(path = ''): Promise<T> => answer(api.call(`/v1/campaigns${path}`), 200);
  const names = async (query: string): Promise<string[]> =>
    (await read<CampaignPage>(`?${query}`)).items.map(({ key }) => key);

  test('an empty platform has none, and 404 for what is not there', async () => {
    assert.deepEqual(await read('?count=true'), { items: [], next_cursor: null, total: 0 });
    for (const id of ['x', crypto.randomUUID()]) {
      for (const view of ['', '/members', '/graph', '/scatter', '/history']) {
        await answer(api.call(`/v1/campaigns/${id}${view}`), 404);
      }
    }
  });

  test('200: a campaign grows with its members; what people decided stays until it comes back', async () => {
    const [created] = await write(campaign('a', [member('192.0.2.1'), member('2001:db8::1', { host: 'b.example' })]));
    assert.equal(created?.outcome, 'created');
    const path = `/${created.campaign_id}`;
    const response = await api.call(`/v1/campaigns${path}`);
    const first = (await response.json()) as Campaign;
    assert.equal(response.headers.get('etag'), '"1"');
    assert.deepEqual([first.members, first.requests, first.hosts], [2, 6, ['b.example', 'shop.example']]);
    const triage = (body: object, headers = {}): Promise<Response> =>
      send(api, 'PATCH', `/v1/campaigns${path}`, body, headers);
    await answer(triage({ status: 'closed' }), 428);
    await answer(triage({ status: 'closed' }, { 'if-match': '"7"' }), 412);
    await answer(triage({ status: 'closed', comment: 'ours' }, { 'if-match': '"1"' }), 200);

    const more = [member('192.0.2.1', { requests: 10 }), member('192.0.2.3')];
    assert.equal((await write(campaign('a', more)))[0]?.outcome, 'updated');
    const grown = await read<Campaign>(path);
    assert.deepEqual([grown.members, grown.requests, grown.status, grown.comment], [3, 16, 'closed', 'ours']);
    now += 3_600_000;
    const back = member('192.0.2.4', { last_seen: new Date(now).toISOString() });
    assert.equal((await write(campaign('a', [back])))[0]?.outcome, 'reopened');
    const history = await read<CampaignHistory>(`${path}/history`);
    assert.deepEqual(
      history.items.map(({ change, members, status }) => [change, members, status]),
      [
        ['reopened', 4, 'open'],
        ['evidence', 3, 'closed'],
        ['triage', 2, 'closed'],
        ['created', 2, 'open'],
      ],
    );
    const page = await read<CampaignHistory>(`${path}/history?limit=3`);
    const rest = await read<CampaignHistory>(`${path}/history?cursor=${page.next_cursor}`);
    assert.deepEqual([...page.items, ...rest.items], history.items);
  });

  test('200: filters, sorts and pages, merged and unmerged the same', async () => {
    await write(
      campaign('b', [member('198.51.100.1', { ja4: 't12', host: 'b.example' })], { score: 0.2, level: 'low' }),
      campaign('c', [member('198.51.100.2'), member('198.51.100.3')], { score: 0.5, level: 'high', name: 'stuffing' }),
    );
    const found: Record<string, string[]> = {
      'sort=-score': ['a', 'c', 'b'],
      'sort=-members': ['a', 'c', 'b'],
      'level=low&level=high': ['c', 'b'],
      'name=stuff*': ['c'],
      'host=b.example': ['a', 'b'],
      'client_ip=198.51.100.0/24': ['c', 'b'],
      'client_ip=198.51.100.1&ja4=t12': ['b'],
      'min_members=2': ['a', 'c'],
      'from=-1h': ['a'],
      'status=closed': [],
    };
    const all = async (): Promise<Record<string, string[]>> =>
      Object.fromEntries(
        await Promise.all(Object.keys(found).map(async (query) => [query, await names(query)] as const)),
      );
    assert.deepEqual(await all(), found);
    const { store } = api.context;
    for (const table of ['campaigns', 'campaign_members', 'campaign_history']) {
      await store.command('test', `OPTIMIZE TABLE ${store.database}.${table} FINAL`);
    }
    assert.deepEqual(await all(), found);
    for (const sort of ['-score', '-members', '-last_seen']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await read<CampaignPage>(`?sort=${sort}&limit=1&count=true${cursor}`);
        assert.equal(page.total, 3);
        seen.push(...page.items.map(({ key }) => key));
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      assert.deepEqual(seen, await names(`sort=${sort}`));
    }
  });

  test('200: members, graph and scatter', async () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      member(`203.0.113.${at}`, { requests: at + 1, measures: at % 2 ? { x: at } : {} }),
    );
    const [{ campaign_id } = { campaign_id: '' }] = await write(campaign('big', many));
    const page = await read<CampaignMemberPage>(`/${campaign_id}/members?limit=20&count=true`);
    const rest = await read<CampaignMemberPage>(`/${campaign_id}/members?limit=20&cursor=${page.next_cursor}`);
    assert.equal(page.total, 30);
    assert.deepEqual([...page.items, ...rest.items], many.toReversed());
    const one = await read<CampaignMemberPage>(`/${campaign_id}/members?client_ip=203.0.113.7&sort=-last_seen`);
    assert.deepEqual(one.items, [many[7]]);

    const graph = await read<CampaignGraph>(`/${campaign_id}/graph?members=10`);
    assert.deepEqual([graph.members, graph.shown, graph.nodes.length, graph.edges.length], [30, 10, 11, 10]);
    assert.deepEqual(graph.nodes.at(-1), { id: 'ja4:t13d', kind: 'ja4', label: 't13d', weight: 10 });

    const scatter = await read<CampaignScatter>(`/${campaign_id}/scatter?x=x&y=requests&limit=5`);
    assert.deepEqual(scatter.measures, ['requests', 'score', 'first_seen', 'last_seen', 'x']);
    assert.deepEqual([scatter.total, scatter.points.length], [15, 5]);
    assert.deepEqual(scatter.points[0], { client_ip: '203.0.113.29', ja4: 't13d', x: 29, y: 30 });
    const none = await read<CampaignScatter>(`/${campaign_id}/scatter?x=nothing`);
    assert.deepEqual([none.total, none.points], [0, []]);
  });

  test('201: the detections of its members are triaged at once', async () => {
    const { campaign_id } = (await read<CampaignPage>('?name=campaign b')).items[0]!;
    const { first_seen, last_seen, reasons, ja4, host } = exampleDetection;
    const base = {
      kind: 'anomaly',
      ja4,
      host,
      first_seen,
      last_seen,
      requests: 1,
      score: 0.5,
      level: 'low',
      model_id: null,
      reasons,
    };
    const items = ['198.51.100.1', '192.0.2.200'].map((client_ip) => ({ key: client_ip, client_ip, ...base }));
    await answer(send(api, 'PUT', '/v1/detections', { items }, worker), 200);
    const body = { filters: { campaign: campaign_id }, change: { status: 'escalated' } };
    assert.equal((await answer<DetectionBulk>(send(api, 'POST', '/v1/detection-bulks', body), 201)).matched, 1);
  });

  test('4xx and 503 say what is wrong, and nothing is written', async () => {
    const wrong: [FoundCampaign[], RegExp][] = [
      [[campaign('x', [member('nowhere')])], /members\/0\/client_ip/],
      [[campaign('x', [member('fe80::1%eth0')])], /members\/0\/client_ip/],
      [[campaign('x', [])], /members/],
      [[campaign('x', [member('192.0.2.1', { first_seen: 'once' })])], /first_seen/],
      [[campaign('x', [member('192.0.2.1', { first_seen: '2026-11-22T15:00:00Z' })])], /first_seen/],
      [[campaign('x', [member('192.0.2.1')], { score: 2 })], /score/],
      [[campaign('x', [member('192.0.2.1', { requests: 1e20 })])], /requests must be at most/],
      [
        [
          campaign('x', [member('192.0.2.1')], {
            evidence: [{ trait: 'ja4', value: '', members: 2 ** 53, detail: '' }],
          }),
        ],
        /members must be at most/,
      ],
      [[campaign('x', [member('192.0.2.1')]), campaign('x', [member('192.0.2.1')])], /key/],
    ];
    for (const [items, location] of wrong) {
      const response = await put(items);
      assert.equal(response.status, 422);
      assert.match(await response.text(), location);
    }
    await answer(
      put([campaign('x', [member('192.0.2.1')])], bearer(await api.key({ name: 'ana', kind: 'analyst' }))),
      403,
    );
    await answer(api.call('/v1/campaigns?cursor=x'), 400);
    for (const query of ['level=bad', 'client_ip=x', 'from=-1h&to=-2h', 'min_members=0', 'colour=red']) {
      await answer(api.call(`/v1/campaigns?${query}`), 422);
    }
    await withoutRedis(api, () => answer(put([campaign('x', [member('192.0.2.1')])]), 503));
    assert.deepEqual(await names('name=campaign x'), []);
  });

  test('200: members may come in parts; the campaign is there with the last', async () => {
    const part = (address: string, more: boolean): FoundCampaign => campaign('in parts', [member(address)], { more });
    const [whole, ...others] = await write(part('203.0.113.1', true), campaign('whole', [member('203.0.113.2')]));
    assert.deepEqual([whole?.key, whole?.outcome, others], ['whole', 'created', []]);
    assert.deepEqual(await names('name=campaign in parts'), []);
    const [written] = await write(part('203.0.113.3', false));
    assert.equal(written?.outcome, 'created');
    const [found] = (await read<CampaignPage>('?name=campaign in parts')).items;
    assert.deepEqual([found?.members, found?.version], [2, 1]);
    const { items } = await read<CampaignMemberPage>(`/${written.campaign_id}/members`);
    assert.deepEqual(items.map(({ client_ip }) => client_ip).sort(), ['203.0.113.1', '203.0.113.3']);
    assert.deepEqual(await write(part('203.0.113.4', true)), []);
    assert.equal((await read<Campaign>(`/${written.campaign_id}`)).version, 1);
  });

  test('200: what the bot-detector said of name and evidence is told by its parts too', async () => {
    const values = { addresses: 12, host: 'shop.example', more: 2 };
    const shared = { members: 7, addresses: 12 };
    const evidence = [{ trait: 'ja4', value: 't13d', members: 7, detail: sentence('shared.ja4', shared) }];
    const name = sentence('campaign.several', values);
    await write(campaign('parts', [member('203.0.113.9')], { name, evidence, score: 0.1 }));
    const [found] = (await read<CampaignPage>('?name=12*')).items;
    assert.deepEqual(found?.message, message('campaign.several', values));
    assert.deepEqual(found.evidence, [{ ...evidence[0], message: message('shared.ja4', shared) }]);
    const path = `/${found.campaign_id}`;
    assert.deepEqual(await read<Campaign>(path), found);
    const headers = { 'if-match': `"${found.version}"` };
    const closed = await answer<Campaign>(
      send(api, 'PATCH', `/v1/campaigns${path}`, { status: 'closed' }, headers),
      200,
    );
    assert.deepEqual(closed.message, found.message);
    const [other] = (await read<CampaignPage>('?name=campaign a')).items;
    assert.equal(other?.message, undefined);
  });

  test('200: a member keeps all that was seen of it, whatever of it is sent later', async () => {
    const [written] = await write(campaign('kept', [member('192.0.2.9', { requests: 50 }), member('2001:db8::9')]));
    const later = { first_seen: '2026-11-22T14:05:00.000000Z', last_seen: '2026-11-22T14:08:00.000000Z', score: 0.1 };
    await write(campaign('kept', [member('192.0.2.9', later), member('2001:DB8:0::9', { ...later, requests: 4 })]));
    const { items } = await read<CampaignMemberPage>(`/${written?.campaign_id}/members`);
    const { first_seen, last_seen } = member('192.0.2.9');
    assert.deepEqual(
      items.map((each) => [each.client_ip, each.first_seen, each.last_seen, each.requests, each.score]),
      [
        ['192.0.2.9', first_seen, last_seen, 50, 0.1],
        ['2001:db8::9', first_seen, last_seen, 4, 0.1],
      ],
    );
    const whole = await read<Campaign>(`/${written?.campaign_id}`);
    assert.deepEqual([whole.first_seen, whole.last_seen, whole.requests], [first_seen, last_seen, 54]);
  });

  test('200: a closed campaign opens again for who was seen after its closing, also when it was found or commented since', async () => {
    const [written] = await write(campaign('closed', [member('192.0.2.10')]));
    const path = `/v1/campaigns/${written?.campaign_id}`;
    const triage = (body: object): Promise<unknown> => answer(send(api, 'PATCH', path, body, { 'if-match': '*' }), 200);
    for (const status of ['closed', 'open', 'closed']) await triage({ status });
    const seen = new Date(now + 60_000).toISOString();
    now += 600_000;
    await write(campaign('closed', [member('192.0.2.10', { requests: 4 })]));
    await triage({ comment: 'ours' });
    const [again] = await write(campaign('closed', [member('192.0.2.11', { last_seen: seen })]));
    assert.equal(again?.outcome, 'reopened');
    assert.equal((await write(campaign('closed', [member('192.0.2.11', { last_seen: seen })])))[0]?.outcome, 'updated');
    await triage({ status: 'closed' });
    await write(campaign('closed', [member('192.0.2.11', { last_seen: seen })]));
    assert.equal((await read<Campaign>(`/${written?.campaign_id}`)).status, 'closed');
  });
});
