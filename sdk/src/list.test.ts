import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createClient } from './index.js';
import { serve } from './testing.js';

/** Three pages of two jobs; returns the cursors that were asked for. */
async function servePages(t: TestContext): Promise<{ baseUrl: string; cursors: (string | null)[] }> {
  const cursors: (string | null)[] = [];
  const baseUrl = await serve(t, (request, response) => {
    const cursor = new URL(request.url ?? '', 'http://x').searchParams.get('cursor');
    cursors.push(cursor);
    const number = Number(cursor ?? 0);
    const items = [{ id: `${number}a` }, { id: `${number}b` }];
    response.end(JSON.stringify({ items, next_cursor: number < 2 ? String(number + 1) : null }));
  });
  return { baseUrl, cursors };
}

test('for await walks over the items of all pages', async (t) => {
  const { baseUrl, cursors } = await servePages(t);
  const ids = await Array.fromAsync(createClient({ baseUrl }).jobs.list(), (job) => job.id);
  assert.deepEqual(ids, ['0a', '0b', '1a', '1b', '2a', '2b']);
  assert.deepEqual(cursors, [null, '1', '2']);
});

test('page() gets one page: the first, or that of the cursor given', async (t) => {
  const { baseUrl } = await servePages(t);
  const client = createClient({ baseUrl });
  assert.equal((await client.jobs.list().page()).next_cursor, '1');
  assert.equal((await client.jobs.list({ cursor: '2' }).page()).next_cursor, null);
});

test('a walk that is left early fetches no further page', async (t) => {
  const { baseUrl, cursors } = await servePages(t);
  for await (const page of createClient({ baseUrl }).jobs.list().pages()) {
    if (page.items[0]?.id === '1a') break;
  }
  assert.deepEqual(cursors, [null, '1']);
});
