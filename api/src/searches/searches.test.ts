import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { bearer } from '../testing/calls.js';
import { signedIn } from '../testing/people.js';
import type { DefaultSearches, Search, SearchList } from './searches.types.js';

describe('saved searches', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  let analyst: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
    analyst = await calls.as('analyst');
  });
  after(() => api.close());

  const save = (body: object, who?: Record<string, string>): Promise<Search> => {
    now += 1000;
    return calls.ok(201, 'POST', '/v1/searches', { page: 'requests', query: {}, ...body }, who);
  };
  const names = async (query = '', who?: Record<string, string>): Promise<string[]> =>
    (await calls.ok<SearchList>(200, 'GET', `/v1/searches?${query}`, undefined, who)).items.map(({ name }) => name);
  const defaults = async (who?: Record<string, string>): Promise<string[]> =>
    (await calls.ok<DefaultSearches>(200, 'GET', '/v1/searches/defaults', undefined, who)).items.map(
      ({ name }) => name,
    );

  it('200 nothing in an empty database', async () => {
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/searches?count=true'), { items: [], next_cursor: null, total: 0 });
    assert.deepEqual(await defaults(), []);
  });

  it('201 one sees one’s own and what is shared', async () => {
    const mine = await save({ name: 'mine', query: { host: 'shop.example', path: "/x' OR 1=1" } });
    await save({ name: 'shared', shared: true });
    await save({ name: 'theirs' }, analyst);
    assert.deepEqual(await names(), ['shared', 'mine']);
    assert.deepEqual(await names('', analyst), ['theirs', 'shared']);
    assert.deepEqual(await names('own=true', analyst), ['theirs']);
    assert.deepEqual(await names('shared=true&name=sh*&page=requests'), ['shared']);
    assert.deepEqual(await names('page=detections'), []);
    assert.deepEqual(await calls.ok(200, 'GET', `/v1/searches/${mine.search_id}`), mine);
    assert.equal((await calls.send('GET', `/v1/searches/${mine.search_id}`, undefined, analyst)).status, 404);
    assert.deepEqual(
      (await calls.pages<Search>('/v1/searches')).map(({ name }) => name),
      ['shared', 'mine'],
    );
  });

  it('200 defaults: one’s own before the shared one, and one of each', async () => {
    await save({ name: 'for all', shared: true, is_default: true });
    assert.deepEqual(await defaults(analyst), ['for all']);
    await save({ name: 'first', is_default: true }, analyst);
    await save({ name: 'second', is_default: true }, analyst);
    await save({ name: 'inbox', page: 'detections', is_default: true }, analyst);
    assert.deepEqual((await defaults(analyst)).sort(), ['inbox', 'second']);
    assert.deepEqual(await defaults(), ['for all']);
    await api.context.store.command('test', 'OPTIMIZE TABLE searches FINAL');
    assert.deepEqual((await defaults(analyst)).sort(), ['inbox', 'second']);
  });

  it('200, 403, 412, 428, 404: changes', async () => {
    const { search_id } = await save({ name: 'to change', shared: true });
    const path = `/v1/searches/${search_id}`;
    assert.equal((await calls.send('PATCH', path, { name: 'x' })).status, 428);
    assert.equal((await calls.send('PATCH', path, { name: 'x' }, { ...analyst, 'if-match': '"1"' })).status, 403);
    assert.equal((await calls.send('DELETE', path, undefined, analyst)).status, 403);
    const changed = await calls.send<Search>('PATCH', path, { query: { host: 'x' } }, { 'if-match': '"1"' });
    assert.deepEqual([changed.status, changed.etag, changed.body.query], [200, '"2"', { host: 'x' }]);
    assert.equal((await calls.send('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status, 412);
    await calls.ok(204, 'DELETE', path);
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
      assert.equal((await calls.send(method, path, body)).status, 404, method);
    }
  });

  it('404 and 403 for a key that is called as a person is', async () => {
    const person = await signedIn(api, 'alice');
    const key = bearer(await api.key({ name: 'alice', kind: 'analyst' }));
    const hidden = await save({ name: 'hidden', page: 'sensors', is_default: true }, person);
    const shown = await save({ name: 'shown', shared: true }, person);
    assert.deepEqual([hidden.created_by, await names('own=true', person)], ['alice', ['shown', 'hidden']]);
    assert.deepEqual(await names('own=true', key), []);
    assert.ok(!(await defaults(key)).includes('hidden'));
    assert.equal((await calls.send('GET', `/v1/searches/${hidden.search_id}`, undefined, key)).status, 404);
    const change = { ...key, 'if-match': '"1"' };
    assert.equal((await calls.send('PATCH', `/v1/searches/${shown.search_id}`, { name: 'x' }, change)).status, 403);
    const theirs = await save({ name: 'of the key', page: 'sensors', is_default: true }, key);
    assert.equal(theirs.created_by, 'key alice');
    assert.deepEqual(
      [await names('own=true', key), await names('own=true', person)],
      [['of the key'], ['shown', 'hidden']],
    );
    assert.ok((await defaults(person)).includes('hidden'));
  });

  it('400, 401, 403, 422: what is wrong is named', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, 'x']));
    await calls.refused([
      [422, 'POST', '/v1/searches', { name: '', page: 'requests', query: {} }, /name/],
      [422, 'POST', '/v1/searches', { name: 'x', page: 'nowhere', query: {} }, /page/],
      [422, 'POST', '/v1/searches', { name: 'x', page: 'requests', query: { a: 1 } }, /query/],
      [422, 'POST', '/v1/searches', { name: 'x', page: 'requests', query: many }, /\/query/],
      [400, 'GET', '/v1/searches?cursor=x', undefined, /query\.cursor/],
    ]);
    assert.equal((await fetch(`${api.address}/v1/searches`)).status, 401);
    const body = { name: 'x', page: 'requests', query: {} };
    assert.equal((await calls.send('POST', '/v1/searches', body, await calls.as('reader'))).status, 403);
  });
});
