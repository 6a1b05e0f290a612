import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client, HandshakeRow } from '../api-types.js';
import { handshakeFindings } from './handshake-findings.js';
import { PAGE_ROWS } from './read-clean.js';

const row = (hour: number, change: Partial<HandshakeRow> = {}): HandshakeRow => ({
  hour: `2026-11-22T${hour}:00:00Z`,
  ...{
    client_ip: '203.0.113.7',
    ja4: 't13d_a',
    host: 'shop.example',
    connections: 412,
    used: 1,
    requests: 2,
    ja4s: 23,
  },
  first_seen: `2026-11-22T${hour}:03:00Z`,
  last_seen: `2026-11-22T${hour}:09:00Z`,
  ...change,
});

const day = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' };

/** What is found when the API has these rows, and the range that it was asked for. */
async function found(rows: HandshakeRow[], range = day, now = '2026-11-23T00:01:00Z') {
  const asked: unknown[] = [];
  const handshakes = (of: unknown) => (asked.push(of), rows);
  const client = { features: { handshakes } } as unknown as Client;
  return { findings: await handshakeFindings(client, range, Date.parse(now)), asked };
}

test('hours of one address on one host are one finding that says how many connections brought nothing', async () => {
  const [finding, ...others] = (await found([row(14), row(15, { requests: 3 })])).findings;
  assert.equal(others.length, 0);
  assert.deepEqual(
    [finding!.first_seen, finding!.last_seen, finding!.requests, finding!.level],
    ['2026-11-22T14:03:00Z', '2026-11-22T15:09:00Z', 5, 'medium'],
  );
  // So that the hours found before still count when this range is found again.
  assert.deepEqual(finding!.requests_by_hour, { '2026-11-22T14:00:00Z': 2, '2026-11-22T15:00:00Z': 3 });
  assert.equal(
    finding!.reasons[0]!.detail,
    '412 handshakes with 23 JA4s in the hour, 1 of the connections carried a request (3 in all)',
  );
});

test('other hosts are other findings, and no rows are none', async () => {
  assert.equal((await found([row(14), row(14, { host: '' })])).findings.length, 2);
  assert.deepEqual((await found([])).findings, []);
});

test('the hour that runs is left out, since requests come after their handshakes', async () => {
  const asked = [{ ...day, to: '2026-11-22T15:00:00.000Z', limit: PAGE_ROWS }];
  assert.deepEqual((await found([], day, '2026-11-22T15:20:00Z')).asked, asked);
  const running = { from: '2026-11-22T15:00:00.000Z', to: '2026-11-22T16:00:00.000Z' };
  assert.deepEqual((await found([row(15)], running, '2026-11-22T15:20:00Z')).asked, []);
});
