import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { finding } from '../testing/findings.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { exampleDetection } from './detections.example.js';
import type { Detection, DetectionPage, Finding, UpsertedDetections } from './detections.types.js';
import { detectionIdOf } from './finding.js';

describe('detections', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    worker = { authorization: `Bearer ${await api.key({ name: 'workers', kind: 'worker' })}` };
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    api.call(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  const upsert = async (...items: Finding[]): Promise<UpsertedDetections['items']> => {
    const response = await send('PUT', '/v1/detections', { items }, worker);
    assert.equal(response.status, 200, await response.clone().text());
    return ((await response.json()) as UpsertedDetections).items;
  };
  const get = async (key: string): Promise<{ detection: Detection; etag: string }> => {
    const response = await api.call(`/v1/detections/${detectionIdOf(key)}`);
    assert.equal(response.status, 200);
    return { detection: (await response.json()) as Detection, etag: response.headers.get('etag') ?? '' };
  };
  const list = async (query: string): Promise<DetectionPage> => {
    const response = await api.call(`/v1/detections?${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as DetectionPage;
  };
  const triage = (key: string, body: unknown, etag?: string): Promise<Response> =>
    send('PATCH', `/v1/detections/${detectionIdOf(key)}`, body, etag === undefined ? {} : { 'if-match': etag });

  it('200 an empty list from an empty database', async () => {
    assert.deepEqual(await list('count=true'), { items: [], next_cursor: null, total: 0 });
    assert.equal((await api.call(`/v1/detections/${detectionIdOf('x')}`)).status, 404);
    assert.equal((await api.call('/v1/detections/x')).status, 404);
  });

  it('200 a new finding is an open detection, with every field', async () => {
    assert.deepEqual(await upsert(finding('a')), [{ key: 'a', detection_id: detectionIdOf('a'), outcome: 'created' }]);
    const time = new Date(now).toISOString();
    assert.deepEqual((await get('a')).detection, {
      ...exampleDetection,
      key: 'a',
      detection_id: detectionIdOf('a'),
      created_at: time,
      updated_at: time,
    });
  });

  it('200 the same finding again changes nothing, so that nobody’s If-Match fails', async () => {
    const { etag } = await get('a');
    assert.equal((await upsert(finding('a')))[0]?.outcome, 'unchanged');
    assert.equal((await get('a')).etag, etag);
  });

  it('200 what people decided survives new evidence; the time seen only grows', async () => {
    const { etag, detection } = await get('a');
    const response = await triage('a', { status: 'escalated', assignee: 'analyst', comment: 'looks bad' }, etag);
    assert.equal(response.status, 200);
    const later = { first_seen: '2026-11-22T14:30:00Z', last_seen: '2026-11-22T15:00:00+00:00', score: 0.5 };
    assert.equal((await upsert(finding('a', later)))[0]?.outcome, 'updated');
    const { detection: updated } = await get('a');
    assert.equal(updated.first_seen, detection.first_seen);
    assert.equal(updated.last_seen, '2026-11-22T15:00:00.000000Z');
    const { status, assignee, comment, created_at, version, score } = updated;
    assert.deepEqual(
      { status, assignee, comment, created_at, version, score },
      {
        status: 'escalated',
        assignee: 'analyst',
        comment: 'looks bad',
        created_at: detection.created_at,
        version: 3,
        score: 0.95,
      },
    );
  });

  it('200 a closed detection stays closed until its actor comes again', async () => {
    await upsert(finding('b'));
    await triage('b', { status: 'closed' }, (await get('b')).etag);
    const { detection } = await get('b');
    assert.equal(detection.closed_at, new Date(now).toISOString());
    assert.equal((await upsert(finding('b', { score: 0.99 })))[0]?.outcome, 'updated');
    assert.equal((await get('b')).detection.status, 'closed');
    now += 3_600_000;
    const again = { last_seen: new Date(now).toISOString() };
    assert.equal((await upsert(finding('b', again)))[0]?.outcome, 'reopened');
    const { status, closed_at } = (await get('b')).detection;
    assert.deepEqual({ status, closed_at }, { status: 'open', closed_at: null });
  });

  it('428 without If-Match, 412 with an old one, and one winner of two at once', async () => {
    await upsert(finding('c'));
    assert.equal((await triage('c', { status: 'closed' })).status, 428);
    const { etag } = await get('c');
    const both = await Promise.all([triage('c', { assignee: 'x' }, etag), triage('c', { assignee: 'y' }, etag)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
    const winner = both.find(({ status }) => status === 200);
    const { assignee, updated_by, version } = (await winner?.json()) as Detection;
    assert.equal((await get('c')).detection.assignee, assignee);
    assert.equal(winner?.headers.get('etag'), `"${version}"`);
    assert.notEqual(updated_by, 'workers');
    assert.equal((await triage('none', { assignee: 'x' }, '"1"')).status, 404);
  });

  it('200 filters and both sorts, page by page', async () => {
    await upsert(
      finding('d', {
        score: 0.1,
        level: 'low',
        kind: 'anomaly',
        client_ip: '2001:db8::7',
        host: 'other.example',
        ja4: '',
      }),
      finding('e', {
        score: 0.95,
        last_seen: '2026-11-22T14:50:00Z',
        reasons: [
          { key: 'login-bruteforce', severity: 'high', detail: 'x', feature: null, value: null, expected: null },
        ],
      }),
    );
    for (const sort of ['-score', '-last_seen'] as const) {
      const whole = await list(`sort=${sort}&count=true`);
      assert.equal(whole.total, 5);
      const values = whole.items.map((item) => (sort === '-score' ? item.score : Date.parse(item.last_seen)));
      assert.deepEqual(
        values,
        values.toSorted((x, y) => y - x),
      );
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await list(`sort=${sort}&limit=2${cursor}`);
        seen.push(...page.items.map(({ key }) => key));
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      assert.deepEqual(
        seen,
        whole.items.map(({ key }) => key),
      );
    }
    const found: Record<string, string[]> = {
      'client_ip=2001:db8::/32': ['d'],
      'level=low': ['d'],
      'kind=anomaly&host=other*': ['d'],
      'ja4=': ['d'],
      'ja4=null': ['d'],
      'reason=login-bruteforce': ['e'],
      'status=escalated': ['a'],
      'assignee=analyst': ['a'],
      'from=2026-11-22T14:49:00Z&to=2026-11-22T14:51:00Z': ['e'],
    };
    for (const [query, keys] of Object.entries(found)) {
      assert.deepEqual(
        (await list(query)).items.map(({ key }) => key),
        keys,
        query,
      );
    }
  });

  it('422 names every field that is wrong, and nothing is written', async () => {
    const wrong: [Partial<Finding>, RegExp][] = [
      [{ client_ip: 'nowhere' }, /client_ip/],
      [{ client_ip: 'fe80::1%eth0' }, /client_ip/],
      [{ first_seen: '-1h' }, /first_seen/],
      [{ first_seen: '2026-11-22T15:00:00Z' }, /first_seen/],
      [{ score: 1.5 }, /score/],
      [{ requests: 2 ** 53 }, /requests/],
      [{ reasons: [] }, /reasons/],
      [{ model_id: 'x' }, /model_id/],
      [{ level: 'severe' as 'high' }, /level/],
      [{ status: 'closed' } as Partial<Finding>, /status/],
    ];
    for (const [different, location] of wrong) {
      const response = await send('PUT', '/v1/detections', { items: [finding('bad', different)] }, worker);
      assert.equal(response.status, 422, JSON.stringify(different));
      assert.match(await response.text(), location);
    }
    const twice = await send('PUT', '/v1/detections', { items: [finding('bad'), finding('bad')] }, worker);
    assert.equal(twice.status, 422);
    const tooMany = Array.from({ length: 501 }, (_, index) => finding(`bad-${index}`));
    assert.equal((await send('PUT', '/v1/detections', { items: tooMany }, worker)).status, 422);
    assert.equal((await list('count=true')).total, 5);
    assert.equal((await triage('a', { status: 'gone' }, '"3"')).status, 422);
  });

  it('503 for writes while Redis is away; reads go on', async () => {
    const { etag } = await get('a');
    api.context.redis.disconnect();
    const response = await triage('a', { assignee: 'z' }, etag);
    assert.equal(response.status, 503);
    assert.ok(response.headers.get('retry-after'));
    assert.equal((await send('PUT', '/v1/detections', { items: [finding('a')] }, worker)).status, 503);
    assert.equal((await list('')).items.length, 5);
    await api.context.redis.connect();
    assert.equal((await triage('a', { assignee: 'z' }, etag)).status, 200);
  });

  it('403 without the scope', async () => {
    const reader = { authorization: `Bearer ${await api.key({ name: 'reader', kind: 'reader' })}` };
    assert.equal((await send('PUT', '/v1/detections', { items: [finding('a')] }, reader)).status, 403);
  });
});
