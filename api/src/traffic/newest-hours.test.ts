import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Conditions } from '../store/conditions.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { NewestHours } from './newest-hours.js';

const hourUs = 3_600_000_000;
const midnight = Date.parse('2026-11-22T00:00:00Z') * 1000;
const day = { from: midnight, to: midnight + 24 * hourUs };
const hour = (hours: number): number => midnight + hours * hourUs;
const inSeconds = (...hours: number[]): number[] => hours.map((of) => hour(of) / 1_000_000);

describe('the newest hours', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let newest: NewestHours;
  before(async () => {
    api = await startHarness();
    newest = new NewestHours(api.context.store);
    // Ten requests in each of four hours, two of which are of an address that came in two of them.
    const requests = [3, 9, 10, 20].flatMap((hours) =>
      Array.from({ length: 10 }, (_, seq) =>
        loggedRequest(100 * hours + seq, {
          time: new Date(hour(hours) / 1000 + 1000 * seq).toISOString(),
          client_ip: seq < 2 && hours < 10 ? '192.0.2.7' : '192.0.2.8',
        }),
      ),
    );
    await insertRequests(api.context.store, requests);
  });
  after(() => api.close());

  it('are all of a range that holds no more', async () => {
    assert.deepEqual(await newest.within(day, 40), day);
    const empty = { from: day.to, to: day.to + 24 * hourUs };
    assert.deepEqual(await newest.within(empty, 1), empty);
  });

  it('are as many as hold so many requests, and the newest at least', async () => {
    assert.deepEqual(await newest.within(day, 31), day);
    assert.deepEqual(await newest.within(day, 30), { from: hour(9), to: day.to });
    assert.deepEqual(await newest.within(day, 11), { from: hour(10), to: day.to });
    assert.deepEqual(await newest.within(day, 1), { from: hour(20), to: day.to });
    assert.deepEqual(await newest.within({ from: day.from, to: hour(10) }, 1), { from: hour(9), to: hour(10) });
  });

  it('are cut where they hold more', async () => {
    assert.deepEqual(await newest.requests('test', day, 40), day);
    assert.deepEqual(await newest.requests('test', day, 12), { from: hour(10) + 7_000_000, to: day.to });
    assert.deepEqual(await newest.requests('test', day, 10), { from: hour(20), to: day.to });
    assert.deepEqual(await newest.requests('test', day, 4), { from: hour(20) + 5_000_000, to: day.to });
  });

  it('of an address are those it came in: until enough of it is found, or of others passed', async () => {
    const of = (requests: number, passed: number): Promise<number[]> => {
      const rows = new Conditions().between('hour', day.from, day.to).equal('client_ip', 'IPv6', '192.0.2.7');
      return newest.of('test', 'agg_host_ip_ja4_1h', rows, { requests, passed });
    };
    assert.deepEqual(await of(100, 100), inSeconds(9, 3));
    assert.deepEqual(await of(100, 11), inSeconds(9, 3));
    assert.deepEqual(await of(100, 10), inSeconds(9));
    assert.deepEqual(await of(3, 100), inSeconds(9, 3));
    assert.deepEqual(await of(2, 100), inSeconds(9));
    assert.deepEqual(await of(1, 1), inSeconds(9));
  });
});
