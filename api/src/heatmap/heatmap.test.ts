import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { day, traffic } from '../testing/traffic.js';
import type { Heatmap } from './heatmap.types.js';

describe('heatmap', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const get = (query = '', range = day): Promise<Heatmap> => answerOf(api, `/v1/heatmap?${range}&${query}`);
  /** The hours of a map in which anything happened. */
  const busy = ({ items }: Heatmap): [string, number, number][] =>
    items.flatMap(({ day: name, hours }) =>
      hours.flatMap((count, hour): [string, number, number][] => (count ? [[name, hour, count]] : [])),
    );

  it('200 empty hours in an empty database', async () => {
    const map = await get();
    assert.deepEqual([map.items.length, map.max, map.timezone, busy(map)], [1, 0, 'UTC', []]);
  });

  it('200 counts each hour of each day', async () => {
    await insertRequests(api.context.store, traffic);
    const map = await get('', 'from=2026-11-21T00:00:00Z&to=2026-11-23T00:00:00Z');
    assert.equal(map.max, 12);
    assert.deepEqual(busy(map), [
      ['2026-11-21', 10, 1],
      ['2026-11-22', 9, 9],
      ['2026-11-22', 10, 2],
      ['2026-11-22', 12, 4],
      ['2026-11-22', 13, 1],
      ['2026-11-22', 14, 12],
      ['2026-11-22', 15, 1],
    ]);
  });

  it('200 other measures, clients and zones', async () => {
    assert.deepEqual(busy(await get('measure=clients'))[0], ['2026-11-22', 9, 2]);
    assert.deepEqual(busy(await get('measure=login_posts')), [['2026-11-22', 14, 12]]);
    assert.deepEqual(busy(await get('client_ip=203.0.113.66&host=shop*')).length, 2);
    // Nepal is 5:45 ahead: whole hours of UTC count where they begin.
    const nepal = await get('timezone=Asia%2FKathmandu&measure=refused');
    assert.deepEqual(busy(nepal), [['2026-11-22', 19, 12]]);
    assert.deepEqual(
      nepal.items.map((row) => row.day),
      ['2026-11-22', '2026-11-23'],
    );
    const weekdays = await get('by=weekday', 'from=2026-11-01T00:00:00Z&to=2026-11-30T00:00:00Z');
    assert.deepEqual(busy(weekdays).slice(0, 2), [
      ['6', 10, 1],
      ['7', 9, 9],
    ]);
    assert.equal(weekdays.items.length, 7);
    const paris = await get('timezone=europe/paris&ja4=null');
    assert.deepEqual([paris.timezone, busy(paris)], ['Europe/Paris', [['2026-11-22', 16, 1]]]);
    assert.equal(busy(await get('ja4=!null')).length, busy(await get()).length - 1);
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/heatmap', {
      'timezone=Mars/Olympus': 'timezone',
      'timezone=%2B02:00': 'timezone',
      'measure=colour': 'measure',
      'by=month': 'by',
      'client_ip=nowhere': 'client_ip',
      'from=-500d': 'from',
    });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/heatmap');
  });
});
