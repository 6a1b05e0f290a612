import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { useClickhouse } from './harness.js';

const harness = useClickhouse();

/** Waits until as many queries with the comment run as are expected. */
async function untilRunning(comment: string, expected: number): Promise<void> {
  for (;;) {
    const [row] = await harness.rows<{ n: number }>(
      "SELECT count() AS n FROM system.processes WHERE Settings['log_comment'] = {comment:String}",
      { comment },
    );
    if (Number(row?.n) === expected) return;
    await sleep(20);
  }
}

/** What a server needs to notice, the embedded one always does; and an end for what a failed test leaves behind. */
const cancel = { cancel_http_readonly_queries_on_client_close: 1, max_execution_time: 20 } as const;

for (const format of ['JSONEachRow', 'JSON'] as const) {
  test(`an aborted ${format} read that has sent nothing yet stops in the engine`, async () => {
    const controller = new AbortController();
    const comment = `abort ${format}`;
    const running = harness.client.query({
      query: 'SELECT sum(sipHash64(number)) FROM numbers(1e12)',
      format,
      clickhouse_settings: { ...cancel, log_comment: comment },
      abort_signal: controller.signal,
    });
    const rejected = assert.rejects(running, /aborted/);
    await untilRunning(comment, 1);
    controller.abort();
    await rejected;
    await untilRunning(comment, 0);
  });
}

test('a read whose reader leaves in the middle stops in the engine', async () => {
  const result = await harness.client.query({
    query: 'SELECT number FROM system.numbers',
    format: 'JSONCompactEachRow',
    clickhouse_settings: { ...cancel, log_comment: 'leave' },
  });
  for await (const rows of result.stream()) if (rows.length) break;
  await untilRunning('leave', 0);
});

test('reads that wait for their turn and are aborted give it up', async () => {
  const controller = new AbortController();
  const many = Array.from({ length: 30 }, () =>
    harness.client.query({
      query: 'SELECT sum(sipHash64(number)) FROM numbers(1e12)',
      clickhouse_settings: cancel,
      abort_signal: controller.signal,
    }),
  );
  const settled = Promise.allSettled(many);
  await sleep(200);
  controller.abort();
  assert.ok((await settled).every((result) => result.status === 'rejected'));
  assert.deepEqual(await harness.rows('SELECT 1 AS one'), [{ one: 1 }]);
});

test('a reader that leaves before its request is read leaves no statement behind', async () => {
  const { hostname, port, username, password } = new URL(harness.url);
  const sql = "SELECT sum(sipHash64(number)) FROM numbers(1e12) SETTINGS log_comment = 'gone'";
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const settings = Object.entries(cancel)
    .map((setting) => setting.join('='))
    .join('&');
  for (let round = 0; round < 20; round++) {
    const socket = connect(Number(port), hostname);
    const request = `POST /?${settings} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${credentials}\r\n`;
    socket.write(`${request}Content-Length: ${sql.length}\r\n\r\n${sql}`, () => socket.destroy());
    await new Promise((closed) => socket.once('close', closed));
  }
  await untilRunning('gone', 0);
});
