import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Registry } from 'prom-client';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { CreatedApiKey } from '../keys/keys.types.js';
import { StoreUnavailable } from '../store/errors.js';
import { answer, bearer, send } from '../testing/calls.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { allRows } from './all-rows.js';
import { downloadBounds, Downloads } from './downloads.js';

const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';
const many = 10_000;

describe('exports', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const open = async (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
    const authorization = `Bearer ${api.adminKey}`;
    const call = get(api.address + path, { headers: { authorization, ...headers }, agent: false });
    return ((await once(call, 'response')) as [IncomingMessage])[0];
  };
  const metric = async (name: string): Promise<number> => {
    const metrics = await (await fetch(`${api.address}/metrics`)).text();
    return Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1] ?? 0,
    );
  };

  it('200 nothing from an empty database; CSV has its header', async () => {
    assert.equal(await (await api.call(`/v1/requests/export?${range}`)).text(), '');
    assert.equal(await (await api.call('/v1/detections/export')).text(), '');
    const header = await (await api.call(`/v1/requests/export?${range}&format=csv`)).text();
    assert.match(header, /^id,batch_id,seq,.*,country\r\n$/);
  });

  it('200 every request once, in both orders, both formats, with gzip and without', async () => {
    for (let from = 0; from < many; from += 5000) {
      const requests = Array.from({ length: 5000 }, (_, index) =>
        loggedRequest(from + index, {
          // Several at the same microsecond, so that pages end between them.
          time: `2026-11-22T14:00:00.${String(Math.floor((from + index) / 7)).padStart(6, '0')}Z`,
          path: (from + index) % 1000 === 0 ? '=cmd|" /C calc"!A0' : `/${from + index}`,
        }),
      );
      await insertRequests(api.context.store, requests);
    }
    const oldest = await (await api.call(`/v1/requests/export?${range}`)).text();
    const seqs = oldest
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: many }, (_, index) => index),
    );
    const newest = await (await api.call(`/v1/requests/export?${range}&sort=-time`)).text();
    assert.deepEqual(newest.trimEnd().split('\n'), oldest.trimEnd().split('\n').reverse());
    const csv = await (await api.call(`/v1/requests/export?${range}&format=csv`)).text();
    assert.equal(csv.split('\r\n').length, many + 2);
    assert.ok(csv.includes(`,"'=cmd|"" /C calc""!A0",`));
    const plain = await open(`/v1/requests/export?${range}&path=/1*`, { 'accept-encoding': 'identity' });
    const zipped = await open(`/v1/requests/export?${range}&path=/1*`, { 'accept-encoding': 'gzip' });
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.equal(plain.headers['content-encoding'], undefined);
    const whole = Buffer.concat((await plain.toArray()) as Buffer[]);
    assert.deepEqual(gunzipSync(Buffer.concat((await zipped.toArray()) as Buffer[])), whole);
  });

  it('memory stays flat, and a client that is slow gets everything', async () => {
    const response = await open(`/v1/requests/export?${range}`, { 'accept-encoding': 'identity' });
    response.pause();
    await sleep(500);
    // What is read ahead of a client that does not read: a page, and what the sockets hold.
    const before = process.memoryUsage().rss;
    await sleep(1000);
    assert.ok(process.memoryUsage().rss - before < 64e6);
    let lines = 0;
    for await (const chunk of response) lines += String(chunk).split('\n').length - 1;
    assert.equal(lines, many);
  });

  it('breaks off when its key is revoked', async () => {
    const made = send(api, 'POST', '/v1/keys', { name: 'gone', kind: 'reader' });
    const { key, key_id } = await answer<CreatedApiKey>(made, 201);
    const identity = { 'accept-encoding': 'identity', ...bearer(key) };
    const response = (await open(`/v1/requests/export?${range}`, identity)).pause();
    await answer(api.call(`/v1/keys/${key_id}`, { method: 'DELETE' }), 204);
    await assert.rejects(response.toArray());
  });

  it('429 when too many are under way, and room again when one ended', async () => {
    const path = `/v1/requests/export?${range}`;
    const responses: IncomingMessage[] = [];
    for (let count = 0; count < downloadBounds.downloads; count++) {
      const response = await open(path, { 'accept-encoding': 'identity' });
      assert.equal(response.statusCode, 200);
      responses.push(response.pause());
    }
    const refused = await api.call(path);
    assert.equal(refused.status, 429);
    assert.ok(refused.headers.get('retry-after'));
    assert.equal(await metric('ja4_api_downloads'), downloadBounds.downloads);
    for (const response of responses) response.destroy();
    while ((await metric('ja4_api_downloads')) > 0) await sleep(20);
    assert.equal((await api.call(`${path}&path=/1`)).status, 200);
  });

  it('has no place taken by a client that left before it began', async () => {
    const request = { res: { closed: true, once: () => undefined }, acceptsEncodings: () => false };
    const downloads = new Downloads(api.context.logger, new Registry(), { downloads: 1, stalledMs: 60_000 });
    for (let call = 0; call < 2; call++) {
      const pieces = async function* () {
        yield await Promise.resolve('x');
      };
      const wanted = { fileName: 'x', contentType: 'text/plain', pieces: pieces() };
      const body = await downloads.start(request as unknown as AuthenticatedRequest, wanted);
      assert.ok(body.destroyed);
    }
  });

  it('422 before anything is sent', async () => {
    for (const query of ['path=~(', 'format=xml', 'from=x', 'limit=5', 'client_ip=x']) {
      for (const format of ['', '&format=csv']) {
        assert.equal((await api.call(`/v1/requests/export?${query}${format}`)).status, 422, query);
      }
    }
  });
});

describe('an export that meets trouble', () => {
  it('goes on from the last row when the store comes back, and gives up when it does not', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let away = 3;
    const read = async (after: number | undefined) => {
      if (after === 2 && away-- > 0) throw new StoreUnavailable(undefined);
      const at = after ?? 0;
      return Promise.resolve({ rows: [String(at)], next: at < 4 ? at + 1 : undefined });
    };
    const seen: string[] = [];
    const ticking = setInterval(() => t.mock.timers.tick(10_000), 1);
    for await (const rows of allRows(read)) seen.push(...rows);
    assert.deepEqual(seen, ['0', '1', '2', '3', '4']);
    away = 100;
    await assert.rejects(async () => {
      for await (const _ of allRows(read));
    }, StoreUnavailable);
    clearInterval(ticking);
  });
});
