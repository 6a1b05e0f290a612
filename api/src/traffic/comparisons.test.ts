import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import type { EntityBaseline, EntityTimeline } from '../entities/entities.types.js';
import type { Overview } from '../metrics/metrics.types.js';
import { Retention } from '../store/retention.js';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { hellos } from '../testing/traffic.js';
import { Comparisons } from './comparisons.js';

const minuteMs = 60_000;
const minutesOfDay = 24 * 60;
const at = (time: string): number => Date.parse(`2026-11-${time}Z`);
const entities = {
  ip: '203.0.113.2',
  ja4: hellos.chrome,
  ja3: '0123456789abcdef0123456789abcdef',
  host: 'shop.example',
  asn: '64511',
  country: 'FR',
  user_agent: 'curl/8.5.0',
  path: '/login',
};

/** A request each minute, those of an hour as those of every other; one in two has no handshake, or comes by a proxy. */
const everyMinute = (from: number, to: number) =>
  Array.from({ length: (to - from) / minuteMs }, (_, index) => {
    const ms = from + index * minuteMs + minuteMs / 2;
    const minute = (ms / minuteMs) | 0;
    const client_ip = `203.0.113.${minute % 5}`;
    return loggedRequest(minute, {
      time: new Date(ms).toISOString(),
      client_ip,
      src_ip: minute % 4 === 1 ? '198.51.100.9' : client_ip,
      ja4: minute % 4 === 3 ? null : minute % 3 ? hellos.chrome : hellos.curl,
      correlated: minute % 4 !== 3,
      ja3_hash: entities.ja3,
      host: minute % 6 ? entities.host : 'api.example',
      user_agent: minute % 10 ? entities.user_agent : '',
      path: minute % 2 ? entities.path : '/.env',
      method: minute % 4 ? 'POST' : 'GET',
      status: [200, 404, 403, 500][minute % 4]!,
      bytes_out: minute % 60,
      ...{ asn: 64_511, as_name: 'Example Hosting', country: 'FR' },
    });
  });

describe('comparisons of steady traffic', { skip: skipWithoutServices }, () => {
  let now = at('22T14:01:00');
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now }, { JA4_RETENTION_DAYS: '7' });
    await insertRequests(api.context.store, everyMinute(at('15T14:00:00'), now));
  });
  after(() => api.close());

  const overview = (query: string): Promise<Overview> => answerOf(api, `/v1/metrics/overview?${query}`);
  const baseline = (type: keyof typeof entities, from: string): Promise<EntityBaseline> =>
    answerOf(api, `/v1/entities/${type}/${encodeURIComponent(entities[type])}/baseline?from=${from}`);
  const requestsBefore = ({ timeline }: Overview): number =>
    timeline.reduce((sum, { previous_requests }) => sum + (previous_requests ?? 0), 0);

  for (const [time, minutes] of [
    ['22T14:01:00', 61],
    ['22T14:59:00', 119],
  ] as const) {
    it(`200 the hour that runs is compared with as much of another, ${minutes - 60} minutes into it`, async () => {
      await insertRequests(api.context.store, everyMinute(now, at(time)));
      now = at(time);
      for (const compare of ['previous', 'day'] as const) {
        const hour = await overview(`from=-1h&compare=${compare}`);
        assert.equal(hour.current.requests, minutes);
        assert.deepEqual(hour.previous, hour.current, compare);
        assert.equal(requestsBefore(hour), minutes);
        assert.deepEqual(
          hour.timeline.map(({ previous_requests }) => previous_requests ?? 0),
          hour.timeline.map(({ requests }) => requests),
        );
        const day = await overview(`compare=${compare}`);
        assert.equal(day.current.requests, minutesOfDay + minutes - 60);
        assert.deepEqual(day.previous, day.current);
        assert.equal(requestsBefore(day), day.current.requests);
      }
      for (const type of Object.keys(entities) as (keyof typeof entities)[]) {
        const { current, previous, yesterday } = await baseline(type, '-1h');
        assert.ok(current.requests > 0);
        assert.deepEqual([previous, yesterday], [current, current], type);
        const path = `/v1/entities/${type}/${encodeURIComponent(entities[type])}/timeline`;
        const { items } = await answerOf<EntityTimeline>(api, `${path}?compare=day`);
        const last = items.slice(-2);
        assert.deepEqual(
          last.map(({ previous_requests }) => previous_requests),
          last.map(({ requests }) => requests),
          type,
        );
      }
    });
  }

  it('200 nothing of what is only kept in part, or not at all', async () => {
    for (const type of Object.keys(entities) as (keyof typeof entities)[]) {
      const { yesterday, last_week } = await baseline(type, '-24h');
      assert.ok(yesterday && yesterday.requests > 0);
      assert.equal(last_week, null, type);
    }
    for (const query of ['from=-7d', 'compare=week']) {
      const { current, previous, timeline } = await overview(query);
      assert.ok(current.requests > 0);
      assert.equal(previous, null, query);
      assert.ok(timeline.every(({ previous_requests }) => previous_requests === null));
    }
    assert.equal((await overview('from=-3d')).previous?.requests, 3 * minutesOfDay + 59);
    for (const type of Object.keys(entities) as (keyof typeof entities)[]) {
      const { previous, yesterday, last_week } = await baseline(type, '-3d');
      // They have two days in common.
      assert.deepEqual(yesterday, previous, type);
      if (type === 'country') assert.equal(previous?.requests, 3 * minutesOfDay + 59);
      assert.equal(last_week, null);
    }
    const path = `/v1/entities/country/${entities.country}/timeline`;
    for (const query of ['', '?compare=week']) {
      const { items } = await answerOf<EntityTimeline>(api, path + query);
      assert.ok(items.every(({ previous_requests }) => previous_requests === null));
    }
  });

  it('200 a range that is over is compared whole', async () => {
    const { current, previous } = await overview('from=2026-11-21T10:20:00Z&to=2026-11-21T11:20:00Z');
    assert.deepEqual([current.requests, previous?.requests], [120, 120]);
  });
});

test('hours that outlive their requests are compared to the nearest one where a day or more is', () => {
  const now = at('22T14:20:00');
  const retention = new Retention(7, new Map([['agg_entity_1h', 90]]));
  const comparisons = new Comparisons(retention, { now: () => now });
  const timeBefore = (from: string, compared: 'previous' | 'week', table = 'agg_entity_1h') => {
    const range = { from: at(from) * 1000, to: at('22T15:00:00') * 1000 };
    const found = comparisons.timeBefore(range, compared, [table]);
    return found && [found.from, found.to].map((us) => new Date(us / 1000).toISOString().slice(8, 16));
  };
  assert.deepEqual(timeBefore('21T14:00:00', 'previous'), ['20T13:00', '21T13:20']);
  assert.deepEqual(timeBefore('21T14:00:00', 'week'), ['14T14:00', '15T14:00']);
  assert.equal(timeBefore('22T13:00:00', 'week'), undefined);
  assert.equal(timeBefore('21T14:00:00', 'week', 'agg_host_ip_ja4_1h'), undefined);
});
