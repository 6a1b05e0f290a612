import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fields, type FieldType } from '../fields.js';
import type { ProblemDetails } from '../http/problem.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import { exampleRequest } from './requests.example.js';
import type { LoggedRequest, RequestPage } from './requests.types.js';

const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';
const otherBatch = '1f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11';

const requests: LoggedRequest[] = [
  loggedRequest(1, { time: '2026-11-22T14:00:00.000001Z' }),
  loggedRequest(2, { time: '2026-11-22T14:00:00.000001Z', client_ip: '203.0.113.99', status: 200, path: '/shop/1' }),
  loggedRequest(3, { time: '2026-11-22T14:00:00.000002Z', client_ip: '2001:db8::7', src_ip: '2001:db8::7' }),
  loggedRequest(1, { time: '2026-11-22T15:00:00.000000Z', batch_id: otherBatch, ...withoutHandshake }),
];

describe('requests', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const search = async (query: string): Promise<RequestPage> => {
    const response = await api.call(`/v1/requests?${range}&${query}`);
    assert.equal(response.status, 200, `${query}: ${await response.clone().text()}`);
    return (await response.json()) as RequestPage;
  };
  const problem = async (path: string, status: number): Promise<ProblemDetails> => {
    const response = await api.call(path);
    assert.equal(response.status, status, await response.clone().text());
    return (await response.json()) as ProblemDetails;
  };

  it('200 an empty list from an empty database', async () => {
    assert.deepEqual(await search('count=true'), { items: [], next_cursor: null, total: 0 });
    await problem(`/v1/requests/${exampleRequest.id}`, 404);
  });

  it('200 every column, as the specification says', async () => {
    await insertRequests(api.context.store, requests);
    const { items } = await search('sort=time&limit=1');
    assert.deepEqual(items[0], { ...requests[0] });
    const { items: orphans } = await search('correlated=false');
    assert.deepEqual(orphans, [requests[3]]);
    const response = await api.call(`/v1/requests/${requests[2]?.id}`);
    assert.deepEqual(await response.json(), requests[2]);
  });

  it('200 pages follow each other without a gap or a double, in both directions', async () => {
    for (const sort of ['time', '-time']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await search(`sort=${sort}&limit=1&count=true${cursor}`);
        assert.equal(page.total, 4);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      const expected = requests.map(({ id }) => id);
      assert.deepEqual(seen, sort === 'time' ? expected : expected.reverse());
    }
  });

  it('200 each filter finds what it names and nothing else', async () => {
    const found: Record<string, number> = {
      'client_ip=203.0.113.7': 2,
      'client_ip=203.0.113.0/24': 3,
      'client_ip=2001:db8::/32': 1,
      'client_ip=2001%3Adb8%3A0%3A0%3A0%3A0%3A0%3A7': 1,
      'src_ip=203.0.113.7': 3,
      'dst_ip=192.0.2.10/32': 4,
      'path=/.env': 3,
      'path=/shop/*': 1,
      'path=/shop/': 0,
      'status=200': 1,
      'correlated=true': 3,
      'orphan_reason=no_handshake': 1,
      'ja4=t13d1311h2_*': 3,
      'user_agent=Mozilla/5.0*': 4,
      'tls_sni=shop.example&status=404': 2,
      'asn=64500': 0,
      'src_port=52114': 4,
      'status=200&status=404': 4,
      'status=!404': 1,
      'status=400..499': 3,
      'status=..399&status=!200': 0,
      'path=!/shop/*&path=!null': 3,
      'path=~^/shop/%5Cd%2B$': 1,
      'path=!~(?i)SHOP': 3,
      'ja4=null': 1,
      'ja4=!null': 3,
      'ja4=!t13d*': 1,
      'tls_alpn=h2': 3,
      'tls_alpn=null': 1,
      'client_ip=!203.0.113.7': 2,
      'client_ip=2001:db8::/32&client_ip=203.0.113.99': 2,
      'correlated=!false': 3,
      'ip_meta_df=null': 1,
      'syn_to_clienthello_ms=1.1..1.3': 3,
      'headers=USER-agent': 4,
      'headers=!cookie': 4,
      'headers=accept-encoding: ~^g': 4,
      'headers=accept-encoding: br': 0,
      'referer=': 4,
      'referer=!': 0,
      [`batch_id=${otherBatch}`]: 1,
      'received_at=2026-11-22T14:03:22Z..2026-11-22T14:03:23Z': 4,
      'tls_time=..2026-11-22T14:00:00Z': 0,
      'duration_us=412&seq=1..2&join_no=1707..': 3,
    };
    for (const [query, total] of Object.entries(found)) {
      assert.equal((await search(`count=true&${query}`)).total, total, query);
    }
  });

  it('200 every field can be filtered by and by its absence', async () => {
    const numbers = ['7', '!1..9'];
    const values: Record<FieldType, string[]> = {
      address: ['192.0.2.1', '!::/0'],
      time: ['-1h..', '!-1h..-1m'],
      boolean: ['true', '!true'],
      integer: numbers,
      number: numbers,
      pairs: ['a', '!a: ~b'],
      texts: ['a*', '!~b'],
      text: ['~a', '!b*'],
    };
    const filtered = fields.filter(({ name }) => name !== 'time');
    for (const valueOf of [0, 1, 2, 3].map((index) => (type: FieldType) => [...values[type], 'null', '!null'][index])) {
      const query = filtered.map(({ name, type }) => `${name}=${encodeURIComponent(String(valueOf(type)))}`).join('&');
      await search(`${query}&count=true`);
    }
  });

  it('200 each sort goes through all pages in its order', async () => {
    for (const sort of ['status', '-status', 'bytes_in', '-bytes_out', 'duration_us', '-duration_us']) {
      const seen: LoggedRequest[] = [];
      let cursor = '';
      do {
        const page = await search(`sort=${sort}&limit=1${cursor}`);
        seen.push(...page.items);
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      const column = sort.replace('-', '') as 'status';
      const values = seen.map((item) => item[column]);
      assert.deepEqual(
        values,
        values.toSorted((x, y) => (sort.startsWith('-') ? y - x : x - y)),
      );
      assert.equal(new Set(seen.map(({ id }) => id)).size, 4);
    }
  });

  it('422 for a regular expression that RE2 refuses, with its reason', async () => {
    for (const pattern of ['(', 'a{1001}', '(?=a)', '(a)\\1', '((a{1000}){1000}){1000}', '[z-a]']) {
      const { errors } = await problem(`/v1/requests?user_agent=~${encodeURIComponent(pattern)}`, 422);
      assert.deepEqual(
        errors?.map(({ location }) => location),
        ['query.user_agent'],
        pattern,
      );
    }
    // What explodes where an expression is tried by backtracking.
    await search(`user_agent=~${encodeURIComponent('(a+)+$')}`);
    await search(`user_agent=~${encodeURIComponent(`${'a?'.repeat(60)}${'a'.repeat(60)}`)}`);
  });

  it('200 values are values, never SQL', async () => {
    for (const value of ["' OR 1=1 --", '{limit:UInt32}', '\\', '%', '\u0000', "a'b\\'c", '\t\n']) {
      assert.equal((await search(`path=${encodeURIComponent(value)}`)).items.length, 0, value);
    }
  });

  it('4xx names the parameter that is wrong', async () => {
    const wrong: [query: string, status: number, location: RegExp][] = [
      ['limit=0', 422, /limit/],
      ['limit=501', 422, /limit/],
      ['limit=x', 422, /limit/],
      ['colour=red', 422, /colour/],
      ['status=teapot', 422, /status/],
      ['correlated=maybe', 422, /correlated/],
      ['sort=path', 422, /sort/],
      ['client_ip=nowhere', 422, /client_ip/],
      ['client_ip=192.0.2.0/33', 422, /client_ip/],
      ['limit=1&limit=2', 422, /limit/],
      ['status=1..x', 422, /status/],
      ['path=~', 422, /path/],
      ['headers=:', 422, /headers/],
      ['cursor=abc', 400, /cursor/],
    ];
    for (const [query, status, location] of wrong) {
      const { errors, code } = await problem(`/v1/requests?${query}`, status);
      assert.match(JSON.stringify(errors), location, `${query} ${code}`);
    }
    assert.match((await problem('/v1/requests?from=-1h&to=-2h', 422)).detail, /from/);
    assert.match((await problem('/v1/requests?from=yesterday', 422)).detail, /from/);
  });

  it('400 for the cursor of another query', async () => {
    const { next_cursor } = await search('limit=1&sort=time');
    await problem(`/v1/requests?${range}&limit=1&sort=-time&cursor=${next_cursor}`, 400);
    await problem(`/v1/requests?${range}&limit=1&sort=time&status=200&cursor=${next_cursor}`, 400);
    assert.equal((await search(`limit=2&sort=time&cursor=${next_cursor}`)).items.length, 2);
  });

  it('404 for what is no id', async () => {
    for (const id of ['x', '-', `${exampleRequest.batch_id}-`, `${exampleRequest.batch_id}-99999999999`, `x-1`]) {
      await problem(`/v1/requests/${id}`, 404);
    }
  });

  it('401 and 403 without a key that may read', async () => {
    const without = await fetch(`${api.address}/v1/requests`);
    assert.equal(without.status, 401);
    const key = await api.key({ name: 'sensor', kind: 'sensor', sensor_id: 'web-1' });
    const response = await api.call('/v1/requests', { headers: { authorization: `Bearer ${key}` } });
    assert.equal(response.status, 403);
  });
});

describe('pages of requests of a relative range', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:00:00Z');
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  it('200 all are of the range of the first, however late they are asked for', async () => {
    const times = ['14:01', '14:30', '14:59'].map((time) => `2026-11-22T${time}:00.000000Z`);
    const made = times.map((time, index) => loggedRequest(index + 1, { time, received_at: time }));
    await insertRequests(api.context.store, made);
    for (const filters of ['', '&received_at=-1h..']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const response = await api.call(`/v1/requests?from=-1h&sort=-time&limit=1&count=true${filters}${cursor}`);
        const page = (await response.json()) as RequestPage;
        assert.equal(page.total, 3);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
        now += 300_000;
      } while (cursor);
      assert.deepEqual(seen, made.map(({ id }) => id).reverse());
      now -= 900_000;
    }
  });
});
