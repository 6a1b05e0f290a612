import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { exampleDeliveryDetail } from './webhooks.example.js';
import type {
  Webhook,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookPage,
  WebhookWithSecret,
} from './webhooks.types.js';

const wanted = { name: 'SOAR', url: 'https://soar.example/hooks/ja4', events: ['detection.opened'] };

describe('webhooks', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
  });
  after(() => api.close());

  const make = (different: object = {}): Promise<WebhookWithSecret> => {
    now += 1000;
    return calls.ok(201, 'POST', '/v1/webhooks', { ...wanted, ...different });
  };

  it('200 nothing in an empty database', async () => {
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/webhooks?count=true'), { items: [], next_cursor: null, total: 0 });
  });

  it('201 the secret is in this answer only', async () => {
    const { secret, ...made } = await make();
    assert.match(secret, /^whsec_[\w-]{43}$/);
    assert.deepEqual([made.min_level, made.enabled, made.previous_secret_until], ['low', true, null]);
    const read = await calls.send<Webhook>('GET', `/v1/webhooks/${made.webhook_id}`);
    assert.deepEqual([read.body, read.etag], [made, '"1"']);
    assert.ok(!(await (await api.call('/v1/webhooks')).text()).includes(secret.slice(6)));
  });

  it('200 a rotated secret is new, and the one before has a day', async () => {
    const made = await make({ name: 'to rotate' });
    const path = `/v1/webhooks/${made.webhook_id}/rotate`;
    assert.equal((await calls.send('POST', path)).status, 428);
    const { body, etag } = await calls.send<WebhookWithSecret>('POST', path, undefined, { 'if-match': '"1"' });
    assert.notEqual(body.secret, made.secret);
    assert.deepEqual([body.previous_secret_until, etag], [new Date(now + 86_400_000).toISOString(), '"2"']);
    assert.equal((await calls.send('POST', path, undefined, { 'if-match': '"1"' })).status, 412);
    const [stored] = await api.context.store.rows<{ secret: string; previous_secret: string }>(
      'test',
      'SELECT secret, previous_secret FROM webhooks FINAL WHERE webhook_id = {id:UUID}',
      { id: made.webhook_id },
    );
    assert.deepEqual(stored, { secret: body.secret, previous_secret: made.secret });
  });

  it('200, 204, 404, 412, 428: changes and removal', async () => {
    const { webhook_id } = await make({ name: 'to change', events: ['decision.added', 'decision.added'] });
    const path = `/v1/webhooks/${webhook_id}`;
    assert.equal((await calls.send('PATCH', path, { enabled: false })).status, 428);
    const changed = await calls.send<Webhook>(
      'PATCH',
      path,
      { enabled: false, url: 'HTTP://soar.example' },
      { 'if-match': '"1"' },
    );
    assert.deepEqual(
      [changed.status, changed.body.enabled, changed.body.url, changed.body.events, changed.etag],
      [200, false, 'http://soar.example/', ['decision.added'], '"2"'],
    );
    assert.ok(!('secret' in changed.body));
    assert.equal((await calls.send('PATCH', path, {}, { 'if-match': '"1"' })).status, 412);
    assert.equal((await calls.send('DELETE', path, undefined, { 'if-match': '"1"' })).status, 412);
    const whole = await calls.ok<WebhookPage>(200, 'GET', '/v1/webhooks');
    assert.deepEqual(await calls.pages('/v1/webhooks'), whole.items);
    for (const query of ['enabled=false', 'event=decision.added', 'name=to%20c*']) {
      const found = await calls.ok<WebhookPage>(200, 'GET', `/v1/webhooks?${query}`);
      assert.deepEqual(
        found.items.map((each) => each.webhook_id),
        [webhook_id],
        query,
      );
    }
    await api.context.store.command('test', 'OPTIMIZE TABLE webhooks FINAL');
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/webhooks'), whole);
    await calls.ok(204, 'DELETE', path);
    for (const [method, rest] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/deliveries'],
      ['POST', '/rotate'],
    ] as const) {
      assert.equal((await calls.send(method, path + rest)).status, 404, method + rest);
    }
  });

  it('200 deliveries as they are logged, filtered, page by page, each in its newest state', async () => {
    const { webhook_id } = await make({ name: 'with deliveries' });
    const path = `/v1/webhooks/${webhook_id}/deliveries`;
    assert.deepEqual(await calls.ok(200, 'GET', `${path}?count=true`), { items: [], next_cursor: null, total: 0 });
    const rows = Array.from({ length: 5 }, (_, index): WebhookDeliveryDetail => ({
      ...exampleDeliveryDetail,
      webhook_id,
      delivery_id: crypto.randomUUID(),
      object_id: `object-${index}`,
      created_at: new Date(now - index * 60_000).toISOString(),
      state: index === 4 ? 'failed' : 'delivered',
    }));
    const waiting = rows.map((row) => ({ ...row, state: 'waiting', attempts: 0, response_status: null, version: 1 }));
    await api.context.store.insert('test', 'webhook_deliveries', waiting);
    await api.context.store.insert(
      'test',
      'webhook_deliveries',
      rows.map((row) => ({ ...row, version: 2 })),
    );
    const whole = await calls.ok<WebhookDeliveryPage>(200, 'GET', `${path}?count=true`);
    assert.equal(whole.total, 5);
    const shown = rows.map(({ payload, ...row }) => row);
    assert.deepEqual(
      whole.items.map(({ object_id }) => object_id),
      shown.map(({ object_id }) => object_id),
    );
    assert.deepEqual(await calls.pages(path), whole.items);
    const ids = async (query: string): Promise<string[]> =>
      (await calls.ok<WebhookDeliveryPage>(200, 'GET', `${path}?${query}`)).items.map(({ object_id }) => object_id);
    assert.deepEqual(await ids('state=failed'), ['object-4']);
    assert.deepEqual(await ids('from=-90s'), ['object-0', 'object-1']);
    assert.deepEqual(await ids('to=-210s&event=detection.opened'), ['object-4']);
    assert.deepEqual(await ids('object_id=object-2'), ['object-2']);
    const detail = await calls.ok<WebhookDeliveryDetail>(200, 'GET', `${path}/${rows[0]!.delivery_id}`);
    assert.equal(detail.payload, rows[0]!.payload);
    await api.context.store.command('test', 'OPTIMIZE TABLE webhook_deliveries FINAL');
    assert.deepEqual(await calls.ok(200, 'GET', `${path}?count=true`), whole);
    assert.equal((await calls.send('GET', `${path}/x`)).status, 404);
    await calls.refused([
      [422, 'GET', `${path}?state=x`, undefined, /state/],
      [422, 'GET', `${path}?from=-1h&to=-2h`, undefined, /query\.from/],
      [400, 'GET', `${path}?cursor=x`, undefined, /query\.cursor/],
    ]);
  });

  it('401, 403, 422: what is wrong is named', async () => {
    await calls.refused([
      [422, 'POST', '/v1/webhooks', { ...wanted, url: 'soar' }, /\/url/],
      [422, 'POST', '/v1/webhooks', { ...wanted, url: 'ftp://soar.example' }, /\/url/],
      [422, 'POST', '/v1/webhooks', { ...wanted, url: 'javascript:alert(1)' }, /\/url/],
      [422, 'POST', '/v1/webhooks', { ...wanted, url: 'https://user:pass@soar.example' }, /\/url/],
      [422, 'POST', '/v1/webhooks', { ...wanted, url: 'https://soar.example/#x' }, /\/url/],
      [422, 'POST', '/v1/webhooks', { ...wanted, events: [] }, /events/],
      [422, 'POST', '/v1/webhooks', { ...wanted, events: ['world.ended'] }, /events/],
      [422, 'POST', '/v1/webhooks', { ...wanted, secret: 'mine' }, /secret/],
    ]);
    assert.equal((await fetch(`${api.address}/v1/webhooks`)).status, 401);
    assert.equal((await calls.send('POST', '/v1/webhooks', wanted, await calls.as('analyst'))).status, 403);
    assert.equal((await calls.send('GET', '/v1/webhooks', undefined, await calls.as('reader'))).status, 200);
  });
});
