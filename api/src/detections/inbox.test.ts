import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { answer, bearer, send, withoutRedis } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { DetectionBulk, DetectionBulkPage } from './bulk.types.js';
import { exampleDetection } from './detections.example.js';
import type { Detection, DetectionPage, Finding } from './detections.types.js';
import type { DetectionFacets } from './facets.types.js';
import { detectionIdOf } from './finding.js';
import type { DetectionHistory } from './triage.types.js';

function finding(key: string, different: Partial<Finding> = {}): Finding {
  const { kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons } =
    exampleDetection;
  const usual = { kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons };
  return { key, ...usual, ...different };
}

describe('the inbox', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  let analyst: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
    analyst = bearer(await api.key({ name: 'ana', kind: 'analyst' }));
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const upsert = (...items: Finding[]): Promise<unknown> =>
    answer(send(api, 'PUT', '/v1/detections', { items }, worker), 200);
  const read = <T>(path: string): Promise<T> => answer(api.call(`/v1/${path}`), 200);
  const get = (key: string): Promise<Detection> => read(`detections/${detectionIdOf(key)}`);
  const keys = async (query: string): Promise<string[]> =>
    (await read<DetectionPage>(`detections?${query}`)).items.map(({ key }) => key).sort();
  const triage = async (key: string, body: object): Promise<void> => {
    const { version } = await get(key);
    const path = `/v1/detections/${detectionIdOf(key)}`;
    await answer(send(api, 'PATCH', path, body, { ...analyst, 'if-match': `"${version}"` }), 200);
  };
  const bulk = (body: object): Promise<Response> => send(api, 'POST', '/v1/detection-bulks', body, analyst);
  const undo = (id: string): Promise<Response> => send(api, 'POST', `/v1/detection-bulks/${id}/undo`, {}, analyst);
  const history = async (key: string, query = ''): Promise<DetectionHistory['items']> =>
    (await read<DetectionHistory>(`detections/${detectionIdOf(key)}/history?${query}`)).items;
  const merge = async (): Promise<void> => {
    const { store } = api.context;
    for (const table of ['detections', 'detection_history', 'detection_bulks', 'detection_bulk_items']) {
      await store.command('test', `OPTIMIZE TABLE ${store.database}.${table} FINAL`);
    }
  };

  test('an empty inbox: no group, no bulk operation, 404 for what is not there', async () => {
    assert.deepEqual(await read('detections/facets'), { total: 0, facets: [] });
    assert.deepEqual(await read('detection-bulks'), { items: [], next_cursor: null });
    const id = crypto.randomUUID();
    for (const path of [`${id}/history`, `${id}/explanation`, 'x/history']) {
      await answer(api.call(`/v1/detections/${path}`), 404);
    }
    await answer(send(api, 'POST', `/v1/detections/${id}/recompute`), 404);
    await answer(undo(id), 404);
    await answer(undo('x'), 404);
  });

  test('201: bulk by filter changes what fits, and its undo puts back what nobody decided on since', async () => {
    await upsert(...['a', 'b', 'c', 'd'].map((key) => finding(key, { host: 'bulk.example' })), finding('other'));
    await triage('d', { status: 'escalated', assignee: 'bo', comment: 'mine' });
    const filters = { host: 'bulk.example', status: ['open', 'escalated'] };
    const change = { status: 'closed', comment: 'known scanner' };
    await answer(bulk({ filters, change, expected: 3 }), 409);
    const done = await answer<DetectionBulk>(bulk({ filters, change, expected: 4 }), 201);
    assert.deepEqual([done.matched, done.created_by, done.undone_at], [4, 'ana', null]);
    assert.deepEqual(await keys('status=closed'), ['a', 'b', 'c', 'd']);
    assert.deepEqual(await keys(`bulk_id=${done.bulk_id}`), ['a', 'b', 'c', 'd']);
    assert.deepEqual(await keys('status=open'), ['other']);
    const { closed_at, comment, assignee, bulk_id, updated_by } = await get('d');
    assert.deepEqual(
      { closed_at, comment, assignee, bulk_id, updated_by },
      {
        closed_at: new Date(now).toISOString(),
        comment: 'known scanner',
        assignee: 'bo',
        bulk_id: done.bulk_id,
        updated_by: 'ana',
      },
    );

    await triage('a', { comment: 'really closed' });
    await upsert(finding('b', { host: 'bulk.example', score: 0.99 }));
    await merge();
    now += 60_000;
    const undone = await answer<DetectionBulk>(undo(done.bulk_id), 200);
    assert.deepEqual([undone.reverted, undone.undone_by], [3, 'ana']);
    assert.deepEqual(await keys('status=closed'), ['a']);
    const after = await get('d');
    assert.deepEqual(
      [after.status, after.assignee, after.comment, after.closed_at, after.bulk_id, after.change],
      ['escalated', 'bo', 'mine', null, null, 'undo'],
    );
    assert.equal((await get('b')).score, 0.99);
    await answer(undo(done.bulk_id), 409);
    assert.deepEqual((await read<DetectionBulkPage>('detection-bulks?undone=true')).items, [undone]);
    assert.deepEqual((await read<DetectionBulkPage>('detection-bulks?undone=false')).items, []);
  });

  test('200: history says who changed what, merged and unmerged the same', async () => {
    await upsert(finding('h'));
    await triage('h', { status: 'acknowledged', assignee: 'ana' });
    await upsert(finding('h', { requests: 500 }));
    const ids = [detectionIdOf('h')];
    const { bulk_id } = await answer<DetectionBulk>(bulk({ ids, change: { status: 'closed' } }), 201);
    now += 3_600_000;
    await upsert(finding('h', { requests: 500, last_seen: new Date(now).toISOString() }));
    const found = await history('h');
    assert.deepEqual(
      found.map(({ version, change, changed_by, changed, status }) => [version, change, changed_by, changed, status]),
      [
        [5, 'reopened', 'workers', ['status', 'last_seen'], 'open'],
        [4, 'bulk', 'ana', ['status'], 'closed'],
        [3, 'evidence', 'workers', ['requests'], 'acknowledged'],
        [2, 'triage', 'ana', ['status', 'assignee'], 'acknowledged'],
        [1, 'created', 'workers', [], 'open'],
      ],
    );
    assert.deepEqual(
      found.map((version) => version.bulk_id),
      [null, bulk_id, null, null, null],
    );
    assert.deepEqual(
      await history('h', 'change=triage&change=bulk'),
      found.filter(({ version }) => version === 4 || version === 2),
    );
    await merge();
    assert.deepEqual(await history('h'), found);
    const first = await read<DetectionHistory>(`detections/${ids[0]}/history?limit=2`);
    const rest = await read<DetectionHistory>(`detections/${ids[0]}/history?limit=3&cursor=${first.next_cursor}`);
    assert.deepEqual([...first.items, ...rest.items], found);
    assert.equal(rest.next_cursor, null);
  });

  test('200: groups of what the filters leave', async () => {
    await upsert(
      finding('f1', { host: 'facets.example', client_ip: '2001:db8::1', level: 'low' }),
      finding('f2', { host: 'facets.example', client_ip: '192.0.2.1', kind: 'anomaly' }),
    );
    const { total, facets } = await read<DetectionFacets>('detections/facets?host=facets.example');
    assert.equal(total, 2);
    const named = Object.fromEntries(facets.map(({ name, items }) => [name, items]));
    const { level, score, last_seen } = exampleDetection;
    assert.deepEqual(named.client_ip, [
      { value: '192.0.2.1', count: 1, level, score, clients: 1, last_seen },
      { value: '2001:db8::1', count: 1, level: 'low', score, clients: 1, last_seen },
    ]);
    assert.deepEqual(named.host, [{ value: 'facets.example', count: 2, level, score, clients: 2, last_seen }]);
    assert.deepEqual(
      named.reason?.map(({ value, count }) => [value, count]),
      [['sensitive-path-scanning', 2]],
    );
    const ids = ['f1', 'f2'].map((key) => `detection_id=${detectionIdOf(key)}`);
    assert.deepEqual(await keys(ids.join('&')), ['f1', 'f2']);
    assert.deepEqual(await keys(String(ids[0])), ['f1']);
    assert.deepEqual(
      facets.map(({ name }) => name),
      ['assignee', 'client_ip', 'host', 'ja4', 'kind', 'level', 'reason', 'status'],
    );
    assert.ok(facets.every(({ values, items }) => values === items.length));
    assert.deepEqual((await read<DetectionFacets>('detections/facets?host=none')).facets, []);
  });

  test('200: one row for each actor and kind, however often and from however many at once it is found', async () => {
    const again = Array.from({ length: 5 }, (_, at) => finding('once', { host: 'once.example', requests: 10 + at }));
    await Promise.all(again.map((item) => upsert(item)));
    assert.deepEqual(await keys('host=once.example'), ['once']);
    await merge();
    assert.deepEqual(await keys('host=once.example'), ['once']);
  });

  test('200: filters of lists, times and numbers', async () => {
    await upsert(
      finding('old', {
        host: 'x.example',
        score: 0.2,
        first_seen: '2026-11-01T00:00:00Z',
        last_seen: '2026-11-02T00:00:00Z',
      }),
    );
    await upsert(finding('new', { host: 'x.example', score: 0.8, requests: 7 }));
    assert.deepEqual(await keys('host=x.example&to=-7d'), ['old']);
    assert.deepEqual(await keys('host=x.example&min_score=0.5'), ['new']);
    assert.deepEqual(await keys('host=x.example&level=critical&level=high'), ['new', 'old']);
    assert.deepEqual(await keys(`host=x.example&campaign=${crypto.randomUUID()}`), []);
    for (const sort of ['-created_at', '-requests', '-last_seen', '-score']) {
      const whole = (await read<DetectionPage>(`detections?sort=${sort}`)).items.map(({ key }) => key);
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await read<DetectionPage>(`detections?sort=${sort}&limit=3${cursor}`);
        seen.push(...page.items.map(({ key }) => key));
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      assert.deepEqual(seen, whole, sort);
    }
  });

  test('201: a worker closes what has gone stale', async () => {
    const body = {
      filters: { status: ['open'], to: '-7d' },
      change: { status: 'closed', comment: 'not seen for a week' },
    };
    const { matched } = await answer<DetectionBulk>(send(api, 'POST', '/v1/detection-bulks', body, worker), 201);
    assert.equal(matched, 1);
    assert.equal((await get('old')).status, 'closed');
  });

  test('202: recomputing is a job for the newest day of the detection', async () => {
    const path = `/v1/detections/${detectionIdOf('old')}/recompute`;
    const { job_id } = await answer<JobAccepted>(send(api, 'POST', path, undefined, analyst), 202);
    const job = await api.context.queues.detection.getJob(job_id.slice('detection:'.length));
    const data = { from: '2026-11-01T01:00:00.000000Z', to: '2026-11-02T01:00:00.000000Z' };
    assert.deepEqual([job?.name, job?.data], ['score', data]);
  });

  test('4xx names what is wrong, and nothing is changed', async () => {
    const change = { status: 'closed' };
    const wrong: [object, RegExp][] = [
      [{ change }, /ids/],
      [{ ids: [crypto.randomUUID()], filters: { host: 'x' }, change }, /ids/],
      [{ ids: ['x'], change }, /\/ids\/0/],
      [{ filters: {}, change }, /filters/],
      ...[{ min_score: 0 }, { verdict: 'any', host: ['x.example', '*'] }, { ja4: ['*'], client_ip: ['::/0'] }].map(
        (filters): [object, RegExp] => [{ filters, change }, /\/filters leave nothing out/],
      ),
      [{ filters: { status: ['open', 'acknowledged', 'escalated', 'closed'] }, change }, /\/filters leave nothing out/],
      [{ filters: { level: ['critical', 'high', 'medium', 'low'] }, change }, /\/filters leave nothing out/],
      [{ filters: { host: 'x' }, change: {} }, /change/],
      [{ filters: { host: 'x' }, change, expected: 2 ** 53 }, /expected/],
      ...['client_ip', 'ja4', 'host', 'status', 'level', 'detection_id'].map((name): [object, RegExp] => {
        return [{ filters: { kind: 'evidence', [name]: [] }, change }, new RegExp(`/filters/${name}`)];
      }),
      [{ filters: { client_ip: 'nowhere' }, change }, /\/filters\/client_ip/],
      [{ filters: { from: 'once' }, change }, /\/filters\/from/],
      [{ filters: { campaign: 'x' }, change }, /\/filters\/campaign/],
      [{ filters: { colour: 'red' }, change }, /colour/],
      [{ filters: { host: 'x' }, change: { status: 'gone' } }, /status/],
    ];
    for (const [body, location] of wrong) {
      const response = await bulk(body);
      assert.equal(response.status, 422, JSON.stringify(body));
      assert.match(await response.text(), location);
    }
    const reader = bearer(await api.key({ name: 'reader', kind: 'reader' }));
    await answer(send(api, 'POST', '/v1/detection-bulks', { filters: { host: 'x' }, change }, reader), 403);
    for (const query of ['cursor=x', 'sort=-score&cursor=WyJhIl0'])
      await answer(api.call(`/v1/detections?${query}`), 400);
    await answer(api.call('/v1/detection-bulks?cursor=x'), 400);
    for (const query of ['status=gone', 'detection_id=x', 'campaign=x', 'from=-1h&to=-2h', 'min_score=2']) {
      await answer(api.call(`/v1/detections?${query}`), 422);
      await answer(api.call(`/v1/detections/facets?${query}`), 422);
    }
    await withoutRedis(api, () => answer(bulk({ filters: { host: 'x.example' }, change }), 503));
  });
});
