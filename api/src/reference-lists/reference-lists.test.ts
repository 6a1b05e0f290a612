import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@ja4-platform/common';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Status } from '../status/status.types.js';
import { importDefaults } from './defaults.js';
import { crawlerOf } from './dictionaries.js';
import { NetworkLookup } from './network-lookup.js';
import { ReferenceListsRepository, type StoredList } from './reference-lists.repository.js';
import { ReferenceListsService } from './reference-lists.service.js';
import type { ReferenceFacts, ReferenceList, ReferenceListPage } from './reference-lists.types.js';

describe('reference lists', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const put = (path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    api.call(`/v1/reference-lists/${path}`, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const lookup = async (query: string): Promise<ReferenceFacts> =>
    (await (await api.call(`/v1/reference-lists/lookup?${query}`)).json()) as ReferenceFacts;
  const entries = async (): Promise<number> => {
    const rows = await api.context.store.rows<{ n: number }>('test', 'SELECT count() AS n FROM reference_prefixes');
    return rows[0]!.n;
  };

  test('200: without lists nothing is known', async () => {
    assert.deepEqual(await (await api.call('/v1/reference-lists')).json(), { items: [], next_cursor: null });
    const facts = await lookup('address=192.0.2.1&ja4=t13d3112h2_e8f1e7e78f70_b26ce05bbdd6');
    assert.deepEqual(facts, { asn: null, as_name: null, country: null, prefixes: [], clients: [] });
  });

  test('200: a list is in force at once, the most specific prefix counts, IPv4 and IPv6', async () => {
    const file =
      '192.0.2.0,192.0.2.255,64496,"Example, Inc."\n192.0.2.64/26,64497,Inner\n2001:db8::/32,64498,Six\n0.0.0.0/1,64499,Wide\n';
    const response = await put('asn?kind=asn&source=test&licence=CC0&data_time=2026-01-02T03:04:05Z', file);
    assert.equal(response.status, 200, await response.clone().text());
    const list = (await response.json()) as ReferenceList;
    assert.equal(list.entries, 4);
    assert.equal(list.in_force, true);
    assert.match(list.checksum, /^[0-9a-f]{64}$/);
    assert.equal((await put('country?kind=country', '192.0.2.0/24,NL\n2001:db8::/32,FR')).status, 200);

    assert.deepEqual(await lookup('address=192.0.2.1'), {
      ...{ asn: 64496, as_name: 'Example, Inc.', country: 'NL' },
      ...{ prefixes: [], clients: [] },
    });
    assert.equal((await lookup('address=192.0.2.65')).as_name, 'Inner');
    assert.deepEqual(Object.values(await lookup('address=2001:db8::5')).slice(0, 3), [64498, 'Six', 'FR']);
    assert.equal((await lookup('address=1.2.3.4')).asn, 64499);
    assert.equal((await lookup('address=200.0.0.1')).asn, null);
  });

  test('200: the next import takes the place of the first, which is gone from the table', async () => {
    assert.equal((await put('asn?kind=asn', '192.0.2.0/24,64500,Next')).status, 200);
    assert.deepEqual(Object.values(await lookup('address=192.0.2.65')).slice(0, 2), [64500, 'Next']);
    assert.equal((await lookup('address=2001:db8::5')).asn, null);
    assert.equal(await entries(), 3);
  });

  test('422: a file with a bad line leaves the list as it was', async () => {
    const lines = Array.from({ length: 9000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24,1,A`);
    const response = await put('asn?kind=asn', [...lines, 'x,1,A'].join('\n'));
    assert.equal(response.status, 422);
    assert.match(((await response.json()) as { detail: string }).detail, /body line 9001: "x" is not an address/);
    assert.equal((await lookup('address=192.0.2.65')).asn, 64500);
    assert.equal(await entries(), 3);
  });

  test('200: bots, own prefixes and clients stand beside each other', async () => {
    const bots = JSON.stringify({ prefixes: [{ ipv4Prefix: '192.0.2.0/27' }, { ipv6Prefix: '2001:db8:1::/48' }] });
    assert.equal((await put('examplebot?kind=bots', bots)).status, 200);
    assert.equal((await put('office?kind=prefixes', '192.0.2.0/28,Head office')).status, 200);
    assert.equal((await put('more?kind=clients', 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6,curl,library')).status, 200);
    assert.equal((await put('h2?kind=http2', '"1:65536|m,a,s,p",Chrome,browser')).status, 200);
    const facts = await lookup('address=192.0.2.1&ja4=t13d3112h2_e8f1e7e78f70_b26ce05bbdd6&http2=1:65536%7Cm,a,s,p');
    assert.deepEqual(facts.prefixes, [
      { list: 'examplebot', kind: 'bots', prefix: '192.0.2.0/27', name: 'examplebot' },
      { list: 'office', kind: 'prefixes', prefix: '192.0.2.0/28', name: 'Head office' },
    ]);
    assert.deepEqual(facts.clients, [
      { list: 'more', kind: 'clients', client: 'curl', category: 'library' },
      { list: 'h2', kind: 'http2', client: 'Chrome', category: 'browser' },
    ]);
    assert.equal((await lookup('address=2001:db8:1::9')).prefixes.length, 1);
  });

  test('status shows each list with its age and terms', async () => {
    const status = (await (await api.call('/v1/status')).json()) as Status;
    const page = (await (await api.call('/v1/reference-lists')).json()) as ReferenceListPage;
    assert.deepEqual(status.reference_lists, page.items);
    assert.deepEqual(page.items.map(({ list }) => list).sort(), [
      'asn',
      'country',
      'examplebot',
      'h2',
      'more',
      'office',
    ]);
  });

  test('204 and 404: a list is removed once', async () => {
    const remove = (): Promise<Response> => api.call('/v1/reference-lists/asn', { method: 'DELETE' });
    assert.equal((await remove()).status, 204);
    assert.equal((await remove()).status, 404);
    assert.equal((await lookup('address=192.0.2.65')).asn, null);
    assert.equal((await lookup('address=192.0.2.65')).country, 'NL');
  });

  test('400, 403, 413, 415, 422: what is wrong is named', async () => {
    const reader = { authorization: `Bearer ${await api.key({ name: 'r', kind: 'reader' })}` };
    const cases: [status: number, path: string, init: RequestInit][] = [
      [
        403,
        'asn?kind=asn',
        { method: 'PUT', body: '192.0.2.0/24,1,A', headers: { 'content-type': 'application/octet-stream', ...reader } },
      ],
      [415, 'asn?kind=asn', { method: 'PUT', body: 'x', headers: { 'content-type': 'text/csv' } }],
      [415, 'asn?kind=asn', { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }],
      [400, 'asn?kind=asn', { method: 'PUT', headers: { 'content-type': 'application/octet-stream' } }],
      [422, 'asn', { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
      [422, 'asn?kind=else', { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
      [422, 'mine?kind=asn', { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
      [422, 'asn?kind=bots', { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
      [422, "a'b?kind=bots", { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
      [
        422,
        'asn?kind=asn&data_time=x',
        { method: 'PUT', body: 'x', headers: { 'content-type': 'application/octet-stream' } },
      ],
      [
        422,
        'asn?kind=asn',
        { method: 'PUT', body: '# nothing', headers: { 'content-type': 'application/octet-stream' } },
      ],
      [422, 'lookup?address=x', {}],
      [422, 'lookup?else=x', {}],
    ];
    for (const [status, path, init] of cases) {
      const response = await api.call(`/v1/reference-lists/${path}`, init);
      assert.equal(response.status, status, `${path} ${await response.text()}`);
    }
    const large = await put('asn?kind=asn', new Uint8Array(64 * 1024 * 1024 + 1));
    assert.equal(large.status, 413);
  });

  test('the lists of the installation come once, and what a person did stays', async () => {
    const { store, clock, logger } = api.context;
    const repository = new ReferenceListsRepository(store);
    const lists = new ReferenceListsService(repository, new NetworkLookup(repository, logger, clock), clock);
    const small = (list: { list: string }): boolean => list.list === 'clients' || list.list === 'http2';
    await importDefaults(lists, repository, logger, small);
    const times = async (): Promise<string[]> =>
      (await lists.list()).items.filter(small).map(({ imported_at }) => imported_at);
    const first = await times();
    assert.equal(first.length, 2);
    assert.match(JSON.stringify((await lookup('ja4=t13d3112h2_e8f1e7e78f70_b26ce05bbdd6')).clients), /curl 7\.88/);
    await importDefaults(lists, repository, logger, small);
    assert.deepEqual(await times(), first);
    const [clients] = (await repository.all()).filter(({ list }) => list === 'clients');
    await repository.save({ ...clients!, checksum: 'of an older file', generation: clients!.generation + 1 });
    await importDefaults(lists, repository, logger, small);
    const renewed = await repository.all();
    assert.equal(renewed.find(({ list }) => list === 'clients')?.checksum, clients!.checksum);
    assert.match(JSON.stringify((await lookup('ja4=t13d3112h2_e8f1e7e78f70_b26ce05bbdd6')).clients), /curl 7\.88/);
    await lists.remove('http2');
    await importDefaults(lists, repository, logger, small);
    assert.deepEqual((await times()).length, 1);
  });

  const serviceOf = (repository: ReferenceListsRepository): ReferenceListsService => {
    const { clock } = api.context;
    return new ReferenceListsService(
      repository,
      new NetworkLookup(repository, createLogger('test', 'fatal'), clock),
      clock,
    );
  };

  test('a list that cannot be loaded is not in force, and the one before counts', async () => {
    class Spoiling extends ReferenceListsRepository {
      override async save(list: StoredList): Promise<void> {
        const entry = { list: list.list, generation: list.generation, prefix: 'no prefix', asn: 1, name: '' };
        await this.insert(list.kind, Buffer.from(JSON.stringify(entry)));
        await super.save(list);
      }
    }
    const { store } = api.context;
    const number = async (): Promise<number | undefined> => {
      const sql = `SELECT dictGet('asn_by_prefix', 'asn', toIPv6('192.0.2.65')) AS asn`;
      return (await store.rows<{ asn: number }>('test', sql))[0]?.asn;
    };
    const warnings = async (): Promise<string[]> =>
      ((await (await api.call('/v1/status')).json()) as Status).warnings.filter((text) =>
        text.includes('list asn could'),
      );
    assert.equal((await put('asn?kind=asn', '192.0.2.0/24,64500,First')).status, 200);
    const file = Buffer.from('192.0.2.0/24,64501,Second');
    const second = await serviceOf(new Spoiling(store)).import('asn', { kind: 'asn' }, [file], 'test');
    assert.equal(second.in_force, false);
    assert.deepEqual(await warnings(), ['The list asn could not be loaded.']);
    assert.equal(await number(), 64500);
    const third = (await (await put('asn?kind=asn', '192.0.2.0/24,64502,Third')).json()) as ReferenceList;
    assert.equal(third.in_force, true);
    assert.deepEqual(await warnings(), []);
    assert.equal(await number(), 64502);
  });

  test('a list that becomes one of another kind is no crawler any more', async () => {
    const crawler = async (): Promise<string | undefined> => {
      const sql = `SELECT ${crawlerOf(`toIPv6('203.0.113.9')`)} AS bot`;
      return (await api.context.store.rows<{ bot: string }>('test', sql))[0]?.bot;
    };
    assert.equal((await put('changing?kind=bots', '203.0.113.0/24')).status, 200);
    assert.equal(await crawler(), 'changing');
    assert.equal((await put('changing?kind=prefixes', '203.0.113.0/24')).status, 200);
    assert.equal(await crawler(), '');
  });

  test('a server sees at once and for good that a list left a kind and came to another', async () => {
    const { store } = api.context;
    /** What the dictionaries of other servers ask each minute: they are read anew when it is another. */
    const seen = async (kind: string): Promise<unknown> => {
      const sql = `SELECT create_table_query AS text FROM system.tables WHERE database = {database:String} AND name = 'bots_by_prefix'`;
      const [found] = await store.rows<{ text: string }>('test', sql, { database: store.database });
      const query = /INVALIDATE_QUERY '((?:[^'\\]|\\.|'')*)'/.exec(found!.text)![1]!.replaceAll(/\\'|''/g, `'`);
      assert.match(query, /'bots'/);
      return (await store.rows('test', query.replace(`'bots'`, `'${kind}'`)))[0];
    };
    for (const path of ['moving?kind=bots', 'staying?kind=bots', 'other?kind=prefixes']) {
      assert.equal((await put(path, '198.51.100.0/24')).status, 200);
    }
    // One of another API process whose clock is ahead.
    const [other] = (await new ReferenceListsRepository(store).all()).filter(({ list }) => list === 'other');
    await new ReferenceListsRepository(store).save({ ...other!, generation: Date.now() + 60_000, removed: true });
    const before = [await seen('bots'), await seen('prefixes')];
    assert.equal((await put('moving?kind=prefixes', '198.51.100.0/24')).status, 200);
    for (const when of ['at once', 'after a merge']) {
      assert.notDeepEqual(await seen('bots'), before[0], when);
      assert.notDeepEqual(await seen('prefixes'), before[1], when);
      await store.command('test', `OPTIMIZE TABLE ${store.database}.reference_lists FINAL`);
    }
    const { items } = (await (await api.call('/v1/reference-lists')).json()) as ReferenceListPage;
    assert.ok(items.every(({ list }) => /^[a-z0-9-]+$/.test(list)));
  });

  test('422: a file without an entry, however long it is, leaves others their turns of the event loop', async () => {
    const lists = serviceOf(new ReferenceListsRepository(api.context.store));
    const file = Buffer.from('192.0.2.0/24,0\n'.repeat(100_000) + '\n'.repeat(100_000));
    let turns = 0;
    let next = setImmediate(function count() {
      turns++;
      next = setImmediate(count);
    });
    // While the store is asked the loop turns anyway: only from here to there a file is read.
    function* files(): Generator<Buffer> {
      turns = 0;
      try {
        yield file;
      } finally {
        clearImmediate(next);
      }
    }
    await assert.rejects(lists.import('asn', { kind: 'asn' }, files(), 'test'), /holds no entry/);
    assert.ok(turns >= 200_000 / 250, String(turns));
  });
});
