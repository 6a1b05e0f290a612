import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, jsonLines, ProblemError } from './index.js';
import { problem, serve } from './testing.js';

test('an export is read line by line, wherever its chunks end', async (t) => {
  const baseUrl = await serve(t, (request, response) => {
    assert.equal(request.url, '/v1/requests/export?host=a&host=!b&format=ndjson');
    const bytes = Buffer.from('{"path":"/é"}\n{"path":"/2"}\n');
    for (const byte of bytes) response.write(Buffer.of(byte));
    response.end();
  });
  const body = await createClient({ baseUrl }).requests.export({ host: ['a', '!b'], format: 'ndjson' });
  const paths = [];
  for await (const { path } of jsonLines<{ path: string }>(body)) paths.push(path);
  assert.deepEqual(paths, ['/é', '/2']);
});

test('an export that breaks off throws after what came', async (t) => {
  const baseUrl = await serve(t, (_request, response) => {
    response.write('{"path":"/1"}\n', () => setTimeout(() => response.destroy(), 20));
  });
  const body = await createClient({ baseUrl }).requests.export();
  const seen: unknown[] = [];
  await assert.rejects(async () => {
    for await (const item of jsonLines(body)) seen.push(item);
  });
  assert.equal(seen.length, 1);
});

test('an export that is refused throws the problem', async (t) => {
  const baseUrl = await serve(t, (_request, response) =>
    response.writeHead(422).end(problem(422, 'validation-failed')),
  );
  await assert.rejects(createClient({ baseUrl }).requests.export(), ProblemError);
});
