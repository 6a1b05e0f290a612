import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exampleDetection } from '../detections/detections.example.js';
import { answerOf, needsScope, refuses } from '../testing/calls.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import type { Overview, StackedTimeline } from './metrics.types.js';

const none = { ja4s: 0, hosts: 0, refused: 0, server_errors: 0, bytes_out: 0 };
const day = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';

describe('metrics', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const overview = async (query: string): Promise<Overview> => {
    const response = await api.call(`/v1/metrics/overview?${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as Overview;
  };

  it('200 zeros from an empty database', async () => {
    const nothing = { requests: 0, clients: 0, correlated: 0, correlated_share: null, ...none, browser_share: null };
    const { timeline, ...figures } = await overview(day);
    assert.deepEqual(figures, {
      from: '2026-11-22T00:00:00.000000Z',
      to: '2026-11-23T00:00:00.000000Z',
      current: nothing,
      previous: nothing,
      orphans_by_reason: [],
      open_detections_by_level: [],
      top_ja4: [],
      top_hosts: [],
      bucket_seconds: 3600,
    });
    assert.equal(timeline.length, 24);
    assert.ok(timeline.every(({ requests }) => requests === 0));
  });

  it('200 the figures of the range and of the one before', async () => {
    const plain = { ...withoutHandshake, orphan_reason: 'plain_http' as const, scheme: 'http' };
    await insertRequests(api.context.store, [
      loggedRequest(1, { time: '2026-11-22T14:00:01Z', status: 403 }),
      loggedRequest(2, { time: '2026-11-22T14:07:00Z', host: 'other.example' }),
      loggedRequest(3, { time: '2026-11-22T16:00:00Z', client_ip: '203.0.113.8', src_ip: '203.0.113.8' }),
      loggedRequest(4, { time: '2026-11-22T16:00:00Z', ...withoutHandshake }),
      loggedRequest(5, { time: '2026-11-22T16:00:00Z', ...plain }),
      loggedRequest(6, { time: '2026-11-21T23:59:59Z' }),
    ]);
    const { updated_by, ...detection } = exampleDetection;
    const detections = (['critical', 'low', 'low'] as const).map((level) => ({ ...detection, level }));
    await api.context.store.insert('test', 'detections', [
      ...detections.map((item) => ({ ...item, detection_id: crypto.randomUUID() })),
      { ...detection, detection_id: crypto.randomUUID(), status: 'closed' },
      { ...detection, detection_id: crypto.randomUUID(), verdict: 'suppressed' },
    ]);
    const { timeline, ...figures } = await overview(day);
    assert.deepEqual(figures, {
      from: '2026-11-22T00:00:00.000000Z',
      to: '2026-11-23T00:00:00.000000Z',
      current: {
        ...{ requests: 5, clients: 2, correlated: 3, correlated_share: 0.75, ja4s: 1, hosts: 2 },
        ...{ refused: 1, server_errors: 0, browser_share: 0, bytes_out: 980 },
      },
      previous: {
        ...{ requests: 1, clients: 1, correlated: 1, correlated_share: 1, ja4s: 1, hosts: 1 },
        ...{ refused: 0, server_errors: 0, browser_share: 0, bytes_out: 196 },
      },
      orphans_by_reason: [
        { name: 'no_handshake', count: 1 },
        { name: 'plain_http', count: 1 },
      ],
      open_detections_by_level: [
        { name: 'critical', count: 1 },
        { name: 'low', count: 2 },
      ],
      top_ja4: [{ name: 't13d1311h2_f57a46bbacb6_ab7e3b40a677', count: 3 }],
      top_hosts: [
        { name: 'shop.example', count: 4 },
        { name: 'other.example', count: 1 },
      ],
      bucket_seconds: 3600,
    });
    assert.equal(timeline.length, 24);
    assert.deepEqual(timeline[14], {
      time: '2026-11-22T14:00:00.000000Z',
      requests: 2,
      correlated: 2,
      orphan: 0,
      refused: 1,
      previous_requests: 0,
    });
    assert.deepEqual(timeline[16], {
      time: '2026-11-22T16:00:00.000000Z',
      requests: 3,
      correlated: 1,
      orphan: 2,
      refused: 0,
      previous_requests: 0,
    });
  });

  it('200 a short range has short buckets, a long one days', async () => {
    const short = await overview('from=2026-11-22T14:20:00Z&to=2026-11-22T14:30:00Z');
    assert.deepEqual(
      [short.from, short.bucket_seconds, short.timeline.length],
      ['2026-11-22T14:00:00.000000Z', 300, 12],
    );
    assert.deepEqual(
      short.timeline.slice(0, 2).map(({ requests }) => requests),
      [1, 1],
    );
    const long = await overview('from=2026-11-01T00:00:00Z&to=2026-11-23T00:00:00Z');
    assert.deepEqual([long.bucket_seconds, long.timeline.length, long.current.requests], [86_400, 22, 6]);
    assert.deepEqual(
      long.timeline.slice(-2).map(({ requests }) => requests),
      [1, 5],
    );
  });

  it('200 buckets of what was asked for, not of the hours that it touches', async () => {
    for (const [from, seconds] of [
      ['2026-11-22T08:30:00Z', 300],
      ['2026-11-22T08:29:59Z', 3600],
      ['2026-11-08T14:30:00Z', 3600],
      ['2026-11-08T14:29:59Z', 86_400],
    ] as const) {
      const query = `from=${from}&to=2026-11-22T14:30:00Z`;
      assert.equal((await overview(query)).bucket_seconds, seconds, from);
      const stacked = await answerOf<StackedTimeline>(api, `/v1/metrics/timeline?${query}`);
      assert.equal(stacked.bucket_seconds, seconds, from);
      const long = Math.max(seconds, 3600);
      for (const path of ['/v1/entities/host/shop.example/timeline', '/v1/bruteforce/timeline']) {
        const { bucket_seconds } = await answerOf<{ bucket_seconds: number }>(api, `${path}?${query}`);
        assert.equal(bucket_seconds, long, path);
      }
    }
  });

  it('200 requests over time, stacked', async () => {
    const stacked = (query: string, range = day) =>
      answerOf<StackedTimeline>(api, `/v1/metrics/timeline?${range}&${query}`);
    const pathlessDay = 'from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z';
    const time = '2026-10-01T10:00:00.000000Z';
    const paths = ['/', '/', ''].map((path, index) => loggedRequest(700 + index, { path, time }));
    await insertRequests(api.context.store, paths);
    const { series, rest, times, by } = await stacked('');
    assert.deepEqual([by, times.length, times[14]], ['status', 24, '2026-11-22T14:00:00.000000Z']);
    assert.deepEqual(
      series.map(({ value, requests, counts }) => [value, requests, counts[14], counts[16]]),
      [
        ['404', 4, 1, 3],
        ['403', 1, 1, 0],
      ],
    );
    assert.ok(rest.every((count) => count === 0));
    const single = await stacked('by=host&series=1');
    assert.deepEqual([single.series.map(({ value }) => value), single.rest[14]], [['shop.example'], 1]);
    const orphans = await stacked('by=orphan_reason&client_ip=203.0.113.0/24&host=shop*');
    assert.deepEqual([orphans.series.length, orphans.rest[14], orphans.rest[16]], [2, 1, 1]);
    const pathless = await stacked('by=path&series=1', pathlessDay);
    assert.deepEqual([pathless.series.map(({ value }) => value), pathless.rest[10]], [['/'], 1]);
    const empty = await answerOf<StackedTimeline>(
      api,
      '/v1/metrics/timeline?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z',
    );
    assert.deepEqual([empty.series, empty.rest.length], [[], 24]);
    await refuses(api, '/v1/metrics/timeline', { 'by=planet': 'by', 'series=0': 'series', 'client_ip=x': 'client_ip' });
    await needsScope(api, '/v1/metrics/timeline');
  });

  it('4xx names what is wrong', async () => {
    for (const query of ['from=x', 'from=-1h&to=-2h', 'from=-9999d', 'step=5', 'compare=year']) {
      assert.equal((await api.call(`/v1/metrics/overview?${query}`)).status, 422, query);
    }
  });
});
