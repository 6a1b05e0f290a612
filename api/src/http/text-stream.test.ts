import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { AuthenticatedRequest } from './caller.js';
import { Problem } from './problem.js';
import { textStream, type TextStreamEnd } from './text-stream.js';

const logged: string[] = [];
const logger = { error: () => logged.push('error'), info: () => logged.push('info') } as never;

/** Serves some pieces over a real connection; `begin` is waited for before they are asked for. */
async function served(
  pieces: () => AsyncIterable<string>,
  {
    stalledMs = 60_000,
    begin = () => Promise.resolve(),
  }: { stalledMs?: number; begin?: (res: ServerResponse) => Promise<unknown> } = {},
) {
  const end = Promise.withResolvers<TextStreamEnd>();
  const answer = async (res: ServerResponse): Promise<void> => {
    await begin(res);
    const options = { stalledMs, ended: end.resolve };
    const body = await textStream({ res } as unknown as AuthenticatedRequest, pieces(), logger, options);
    body.pipe(res);
  };
  const server = createServer((_request, res) => void answer(res)).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const call = get({ port, agent: false });
  call.on('error', () => undefined);
  return { call, end: end.promise, close: () => server.close() };
}

async function* endless(): AsyncGenerator<string, void> {
  for (;;) {
    await sleep(0);
    yield 'x'.repeat(100_000);
  }
}

describe('a text that is written as it is read', () => {
  for (const [level, reason] of [
    ['error', new Error('the inside')],
    ['info', new Problem('unauthorized', 'The key ended.')],
  ] as const) {
    it(`breaks the connection when it fails in the middle (${reason.message}), and nothing else`, async () => {
      logged.length = 0;
      const { call, end, close } = await served(async function* () {
        yield 'a'.repeat(100_000);
        await sleep(50);
        throw reason;
      });
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      let read = 0;
      await assert.rejects(async () => {
        for await (const chunk of response) read += String(chunk).length;
      });
      assert.deepEqual([read, await end, logged], [100_000, 'failed', [level]]);
      close();
    });
  }

  it('ends with a client that stops reading', async () => {
    const { call, end, close } = await served(endless, { stalledMs: 200 });
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).pause();
    assert.equal(await end, 'stalled');
    close();
  });

  it('ends when the client leaves, before it begins as well as later', async () => {
    const later = await served(endless);
    const [response] = (await once(later.call, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).destroy();
    assert.equal(await later.end, 'left');
    later.close();
    const before = await served(endless, { begin: (res) => (before.call.destroy(), once(res, 'close')) });
    assert.equal(await before.end, 'left');
    before.close();
  });
});
