import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { dashboard } from './pages.js';

test('files of the dashboard are served as they were compressed, its page for all else, and nothing outside of it', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'ja4-files-'));
  const directory = join(root, 'files');
  const script = 'export const a = 1;\n'.repeat(200);
  const name = '_app/immutable/a-B_1.js';
  mkdirSync(join(directory, '_app/immutable'), { recursive: true });
  writeFileSync(join(directory, name), script);
  writeFileSync(join(directory, `${name}.gz`), gzipSync(script));
  writeFileSync(join(directory, `${name}.br`), brotliCompressSync(script));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>the page</title>');
  writeFileSync(join(root, 'secret.js'), 'secret');
  const server = express().use(dashboard(directory).router).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    rmSync(root, { recursive: true });
  });
  await once(server, 'listening');
  const addressOf = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const get = (path: string, encoding = 'gzip', accept = '*/*'): Promise<Response> =>
    fetch(addressOf(path), { headers: { 'accept-encoding': encoding, accept } });

  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await get(`/${name}`, encoding);
    assert.equal(await answer.text(), script);
    assert.equal(answer.headers.get('content-encoding') ?? 'identity', encoding);
    assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  }
  const reversed = await fetch(addressOf(`/${name}`), { headers: { range: 'bytes=5-2' } });
  assert.equal(await reversed.text(), script);
  assert.equal((await fetch(addressOf(`/${name}`), { method: 'POST' })).status, 404);
  const page = await get('/requests', 'gzip', 'text/html');
  assert.match(await page.text(), /the page/);
  assert.match(page.headers.get('link') ?? '', /session/, 'who is signed in comes with the page');
  assert.equal((await get('/login', 'gzip', 'text/html')).headers.get('link'), null);
  for (const path of ['/_app/none.js', '/%2e%2e/secret.js', '/_app/..%2f..%2fsecret.js'])
    assert.doesNotMatch(await (await get(path)).text(), /^secret/, path);
  for (const ending of ['', '.gz', '.br']) rmSync(join(directory, name + ending));
  assert.equal((await get(`/${name}`)).status, 404, 'an upgrade may take files away from under it');
});
