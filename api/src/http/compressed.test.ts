import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import express from 'express';
import { compressedFiles } from './compressed.js';

test('scripts and style sheets are compressed, and nothing outside of their directory is served', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'ja4-files-'));
  const directory = join(root, 'files');
  mkdirSync(join(directory, 'chunks'), { recursive: true });
  const script = 'export const a = 1;\n'.repeat(200);
  writeFileSync(join(directory, 'chunks', 'a-B_1.js'), script);
  writeFileSync(join(root, 'secret.js'), 'secret');
  const server = express().use(compressedFiles(directory)).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    rmSync(root, { recursive: true });
  });
  await once(server, 'listening');
  const get = (path: string, encoding = 'gzip'): Promise<Response> =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      headers: { 'accept-encoding': encoding },
    });

  for (let round = 0; round < 2; round++) {
    const answer = await get('/chunks/a-B_1.js');
    assert.equal(await answer.text(), script);
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    assert.ok(Number(answer.headers.get('content-length')) < script.length / 10);
  }
  assert.equal((await get('/chunks/a-B_1.js', 'identity')).status, 404);
  for (const path of ['/none.js', '/%2e%2e/secret.js', '/chunks/..%2f..%2fsecret.js', '/chunks/a-B_1.js/x.js'])
    assert.equal((await get(path)).status, 404, path);
});
