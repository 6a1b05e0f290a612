import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Decision, DecisionPage } from '../decisions/decisions.types.js';
import type { Detection, DetectionPage, Finding } from '../detections/detections.types.js';
import { detectionIdOf } from '../detections/finding.js';
import { finding } from '../testing/findings.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import type { Effect, EvaluatedPart } from '../verdicts/verdicts.types.js';
import type { AppliedLabel, Label, LabelPage, LabelSuggestion } from './labels.types.js';

const ja4 = 't13d1311h2_f57a46bbacb6_ab7e3b40a677';
const otherJa4 = 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6';

describe('labels', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
    worker = await calls.as('worker');
  });
  after(() => api.close());

  const label = (body: object): Promise<AppliedLabel> => calls.ok(201, 'POST', '/v1/labels', body);
  const remove = (id: string): Promise<Effect> => calls.ok(200, 'DELETE', `/v1/labels/${id}`);
  const upsert = (...items: Finding[]): Promise<unknown> => calls.ok(200, 'PUT', '/v1/detections', { items }, worker);
  const detection = (key: string): Promise<Detection> => calls.ok(200, 'GET', `/v1/detections/${detectionIdOf(key)}`);
  const verdict = async (key: string): Promise<[string, string, string]> => {
    const { verdict, level, verdict_by } = await detection(key);
    return [verdict, level, verdict_by];
  };
  const evaluate = (): Promise<EvaluatedPart> => calls.ok(200, 'POST', '/v1/rules/evaluate', { part: 0 }, worker);

  it('200 nothing in an empty database, and a label before what it speaks of', async () => {
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/labels?count=true'), { items: [], next_cursor: null, total: 0 });
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/labels/suggestions'), { items: [], next_cursor: null });
    const { effect, label_id } = await label({ label: 'bot', subject: 'ja4', value: ja4 });
    const nothing = { suppressed: 0, raised: 0, released: 0, decisions_added: 0, decisions_ended: 0, job_id: null };
    assert.deepEqual(effect, nothing);
    await remove(label_id);
  });

  it('201 legitimate suppresses what is stored, at once, and what comes later; removing it releases', async () => {
    await upsert(
      finding('a', { client_ip: '203.0.113.7' }),
      finding('b', { client_ip: '198.51.100.7', ja4: otherJa4 }),
    );
    const made = await label({ label: 'legitimate', subject: 'address', value: '203.0.113.9/24', comment: 'ours' });
    assert.deepEqual([made.value, made.effect.suppressed], ['203.0.113.0/24', 1]);
    assert.deepEqual(await verdict('a'), ['suppressed', 'critical', `label:${made.label_id}`]);
    assert.deepEqual(await verdict('b'), ['', 'critical', '']);
    await upsert(finding('c', { client_ip: '203.0.113.8' }));
    assert.equal((await verdict('c'))[0], 'suppressed');
    const shown = async (query: string): Promise<string[]> =>
      (await calls.ok<DetectionPage>(200, 'GET', `/v1/detections?${query}`)).items.map(({ key }) => key).sort();
    assert.deepEqual(await shown(''), ['b']);
    assert.deepEqual(await shown('verdict=suppressed'), ['a', 'c']);
    assert.deepEqual(await shown('verdict=none'), ['b']);
    assert.deepEqual(await shown('verdict=any'), ['a', 'b', 'c']);
    assert.equal((await remove(made.label_id)).released, 2);
    assert.deepEqual(await verdict('a'), ['', 'critical', '']);
  });

  it('201 bot raises to critical and suspicious to high; new evidence keeps the verdict and the level that was found', async () => {
    await upsert(finding('low', { client_ip: '2001:db8::7', level: 'low', score: 0.3, ja4: otherJa4 }));
    const suspicious = await label({ label: 'suspicious', subject: 'address', value: '2001:DB8:0::7' });
    assert.equal(suspicious.value, '2001:db8::7');
    assert.deepEqual(await verdict('low'), ['raised', 'high', `label:${suspicious.label_id}`]);
    const bot = await label({ label: 'bot', subject: 'detection', value: detectionIdOf('low') });
    assert.deepEqual(await verdict('low'), ['raised', 'critical', `label:${bot.label_id}`]);
    const { version } = await detection('low');
    await upsert(finding('low', { client_ip: '2001:db8::7', level: 'low', score: 0.3, ja4: otherJa4 }));
    assert.equal((await detection('low')).version, version, 'the same evidence changes nothing');
    await upsert(finding('low', { client_ip: '2001:db8::7', level: 'medium', score: 0.5, ja4: otherJa4 }));
    const { found_level, level } = await detection('low');
    assert.deepEqual({ found_level, level }, { found_level: 'medium', level: 'critical' });
    await remove(bot.label_id);
    assert.deepEqual((await verdict('low')).slice(0, 2), ['raised', 'high']);
    await remove(suspicious.label_id);
    assert.deepEqual(await verdict('low'), ['', 'medium', '']);
  });

  it('201 the particular goes before the general, and a host before everywhere', async () => {
    const ids: string[] = [];
    const add = async (body: object): Promise<string> => {
      const { label_id } = await label(body);
      ids.push(label_id);
      return `label:${label_id}`;
    };
    const byJa4 = await add({ label: 'bot', subject: 'ja4', value: ja4 });
    assert.deepEqual(await verdict('a'), ['raised', 'critical', byJa4]);
    const byBlock = await add({ label: 'legitimate', subject: 'address', value: '203.0.113.0/24' });
    assert.equal((await verdict('a'))[2], byBlock);
    const byNarrow = await add({ label: 'suspicious', subject: 'address', value: '203.0.113.0/28' });
    assert.equal((await verdict('a'))[2], byNarrow);
    await add({ label: 'legitimate', subject: 'address', value: '203.0.113.7', host: 'other.example' });
    assert.equal((await verdict('a'))[2], byNarrow, 'it is of another host');
    const byHost = await add({ label: 'bot', subject: 'address', value: '203.0.113.7', host: 'Shop.Example' });
    await add({ label: 'legitimate', subject: 'address', value: '203.0.113.7' });
    assert.equal((await verdict('a'))[2], byHost);
    const own = await add({ label: 'legitimate', subject: 'detection', value: detectionIdOf('a') });
    assert.deepEqual(await verdict('a'), ['suppressed', 'critical', own]);
    for (const id of ids) await remove(id);
    assert.deepEqual(await verdict('a'), ['', 'critical', '']);
  });

  it('200 an expired label is lifted by the next evaluation', async () => {
    const expires_at = new Date(now + 60_000).toISOString();
    await label({ label: 'legitimate', subject: 'ja4', value: otherJa4, expires_at });
    assert.equal((await verdict('b'))[0], 'suppressed');
    now += 60_001;
    const { released, parts } = await evaluate();
    assert.deepEqual([released, parts], [2, 1]);
    assert.equal((await verdict('b'))[0], '');
    const active = await calls.ok<LabelPage>(200, 'GET', '/v1/labels?active=true');
    const expired = await calls.ok<LabelPage>(200, 'GET', '/v1/labels?active=false');
    assert.deepEqual([active.items.length, expired.items.length], [0, 1]);
    await label({ label: 'bot', subject: 'ja4', value: otherJa4 });
  });

  it('200 a change needs If-Match: 428, 412, 404, and one winner', async () => {
    const { label_id } = await label({ label: 'suspicious', subject: 'address', value: '192.0.2.1' });
    const path = `/v1/labels/${label_id}`;
    const read = await calls.send<Label>('GET', path);
    assert.deepEqual([read.status, read.etag], [200, '"1"']);
    assert.equal((await calls.send('PATCH', path, { comment: 'x' })).status, 428);
    const both = await Promise.all(
      ['x', 'y'].map((comment) => calls.send<AppliedLabel>('PATCH', path, { comment }, { 'if-match': read.etag })),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
    const changed = both.find(({ status }) => status === 200)!;
    const { effect, ...shown } = changed.body;
    assert.deepEqual(await calls.ok(200, 'GET', path), shown);
    assert.equal(changed.etag, '"2"');
    assert.equal((await calls.send('DELETE', path, undefined, { 'if-match': '"1"' })).status, 412);
    await remove(label_id);
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
      assert.equal((await calls.send(method, path, body)).status, 404, method);
    }
    assert.equal((await calls.send('GET', '/v1/labels/x')).status, 404);
  });

  it('200 filters, pages and counts; merged and unmerged rows read the same', async () => {
    for (let index = 0; index < 5; index++) {
      now += 1000;
      await label({ label: 'suspicious', subject: 'address', value: `192.0.2.${index}`, host: index % 2 ? 'h' : '' });
    }
    const query = '/v1/labels?subject=address&count=true';
    const whole = await calls.ok<LabelPage>(200, 'GET', query);
    assert.equal(whole.total, 5);
    assert.deepEqual(await calls.pages(query), whole.items);
    const values = async (filter: string): Promise<string[]> =>
      (await calls.ok<LabelPage>(200, 'GET', `/v1/labels?${filter}`)).items.map(({ value }) => value);
    assert.deepEqual(await values('value=192.0.2.3'), ['192.0.2.3']);
    assert.deepEqual(await values('value=192.0*&host=h'), ['192.0.2.3', '192.0.2.1']);
    for (const spelling of ['192.0.2.4', '::ffff:192.0.2.4']) {
      assert.deepEqual(await values(`address=${spelling}`), ['192.0.2.4']);
    }
    assert.deepEqual(await values('label=bot'), [otherJa4]);
    await api.context.store.command('test', 'OPTIMIZE TABLE labels FINAL');
    assert.deepEqual(await calls.ok(200, 'GET', query), whole);
  });

  it('200 suggestions: what several addresses share, then what nobody judged', async () => {
    const suggestions = await calls.ok<{ items: LabelSuggestion[] }>(200, 'GET', '/v1/labels/suggestions');
    const [first, ...rest] = suggestions.items;
    assert.deepEqual(
      { subject: first?.subject, value: first?.value, detections: first?.detections, addresses: first?.addresses },
      { subject: 'ja4', value: ja4, detections: 2, addresses: 2 },
    );
    assert.equal(first?.detail, '2 open detections of 2 addresses share it');
    const told = ['203.0.113.7', '203.0.113.8'].map((address) => `${address} on shop.example: nobody judged it yet`);
    assert.deepEqual(rest.map(({ detail }) => detail).sort(), told);
    assert.deepEqual(rest.map(({ value }) => value).sort(), ['a', 'c'].map(detectionIdOf).sort());
    assert.deepEqual(await calls.pages('/v1/labels/suggestions'), suggestions.items);
    const only = await calls.ok<{ items: LabelSuggestion[] }>(200, 'GET', '/v1/labels/suggestions?subject=ja4');
    assert.deepEqual(only.items, [first]);
  });

  it('200 labels take away and bring the decision that follows from a detection', async () => {
    const decided = async (): Promise<Decision[]> =>
      (await calls.ok<DecisionPage>(200, 'GET', '/v1/decisions?address=203.0.113.7')).items;
    now = Date.parse('2026-11-22T16:00:00Z');
    await evaluate();
    assert.deepEqual(
      (await decided()).map(({ origin, source_id }) => [origin, source_id]),
      [['detection', detectionIdOf('a')]],
    );
    const { effect, label_id } = await label({ label: 'legitimate', subject: 'address', value: '203.0.113.7' });
    assert.deepEqual([effect.decisions_ended, await decided()], [1, []]);
    assert.equal((await remove(label_id)).decisions_added, 1);
  });

  it('409, 422: what is wrong is named', async () => {
    await label({ label: 'bot', subject: 'address', value: '198.51.100.0/25' });
    const there = { label: 'bot', subject: 'address', value: '198.51.100.0/25', host: 'shop.example' } as const;
    const { label_id } = await label(there);
    const moved = await calls.send('PATCH', `/v1/labels/${label_id}`, { host: '' }, { 'if-match': '"1"' });
    assert.equal(moved.status, 409);
    await calls.refused([
      [
        409,
        'POST',
        '/v1/labels',
        { label: 'legitimate', subject: 'address', value: '198.51.100.9/25' },
        /change or remove/,
      ],
      [422, 'POST', '/v1/labels', { label: 'nice', subject: 'ja4', value: ja4 }, /label.*must be one of/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'ja4', value: 'x' }, /\/value.*JA4/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'address', value: '1.2.3.4/33' }, /\/value/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'address', value: "1.2.3.4' OR 1" }, /\/value/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'detection', value: 'x' }, /\/value/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'ja4', value: ja4, colour: 'red' }, /colour/],
      [422, 'POST', '/v1/labels', { label: 'bot', subject: 'ja4', value: ja4, expires_at: '-1h' }, /expires_at/],
      [
        422,
        'POST',
        '/v1/labels',
        { label: 'bot', subject: 'ja4', value: ja4, expires_at: '2020-01-01T00:00:00Z' },
        /future/,
      ],
      [422, 'GET', '/v1/labels?address=x', undefined, /query\.address/],
      [422, 'GET', '/v1/labels?colour=red', undefined, /colour/],
      [400, 'GET', '/v1/labels?cursor=x', undefined, /query\.cursor/],
      [400, 'GET', '/v1/labels/suggestions?cursor=x', undefined, /query\.cursor/],
    ]);
  });

  it('401 and 403 by kind of key', async () => {
    const body = { label: 'bot', subject: 'detection', value: randomUUID() };
    assert.equal((await fetch(`${api.address}/v1/labels`)).status, 401);
    assert.equal((await calls.send('POST', '/v1/labels', body, await calls.as('reader'))).status, 403);
    assert.equal((await calls.send('GET', '/v1/labels', undefined, await calls.as('reader'))).status, 200);
    assert.equal((await calls.send('GET', '/v1/labels', undefined, await calls.as('bouncer'))).status, 403);
    assert.equal((await calls.send('POST', '/v1/labels', body, await calls.as('analyst'))).status, 201);
    assert.equal((await calls.send('POST', '/v1/rules/evaluate', { part: 0 }, await calls.as('analyst'))).status, 403);
  });

  it('503 for writes while Redis is away; reads go on', async () => {
    api.context.redis.disconnect();
    const answer = await calls.send('POST', '/v1/labels', { label: 'bot', subject: 'address', value: '192.0.2.99' });
    assert.equal(answer.status, 503);
    assert.equal((await calls.send('GET', '/v1/labels')).status, 200);
    await api.context.redis.connect();
  });
});
