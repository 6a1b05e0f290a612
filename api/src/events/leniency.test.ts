import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { httpLine, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { EventsRepository } from './events.repository.js';
import type { EventKind } from './events.types.js';
import { scan, splitLines } from './scan.js';
import { stampLines } from './stamp.js';
import { ReusedBuffer } from './workspace.js';
import { EventValidator } from './validator.js';

const now = Date.now();
const second = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const window = { oldest: second(now - 7 * 86_400_000), newest: second(now + 86_400_000) };

const text = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', maxLength, minLength, size: 'max' }).filter((value) => value.isWellFormed());
const integer = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof(value, fc.constant(null), fc.constant(undefined));
const address = fc.oneof(fc.ipV4(), fc.ipV6()).filter((value) => /[1-9a-f]/i.test(value));
const port = integer(0, 65535);
const time = fc
  .date({ min: new Date(now - 6 * 86_400_000), max: new Date(now), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom(
      date.toISOString(),
      date.toISOString().replace('Z', '123Z'),
      date.toISOString().replace('Z', '999999Z'),
      date.toISOString().replace(/\.\d+Z/, '+00:00'),
      date.toISOString().replace(/\.\d+Z/, '-05:30'),
    ),
  );
const connection = { time, src_ip: address, src_port: port, dst_ip: address, dst_port: port };
const events: Record<EventKind, fc.Arbitrary<object>> = {
  http: fc.record({
    ...connection,
    conn_id: maybe(text(64)),
    conn_seq: maybe(integer(1, 4294967295)),
    scheme: fc.constantFrom('http', 'https'),
    client_ip: maybe(address),
    method: text(32, 1),
    host: text(1024),
    path: text(16384),
    query: maybe(text(16384)),
    http_version: maybe(fc.constantFrom('', '0.9', '1.0', '1.1', '2', '3')),
    status: integer(100, 999),
    bytes_out: maybe(fc.maxSafeNat()),
    headers: maybe(fc.array(fc.array(text(50), { minLength: 2, maxLength: 2 }), { maxLength: 256 })),
    ssl_cipher: maybe(text(128)),
    h2_window_update: maybe(integer(0, 4294967295)),
    h2_settings: maybe(text(1024)),
  }),
  tls: fc.record({
    ...connection,
    conn_id: maybe(text(64)),
    transport: fc.constantFrom('t', 'q', 'd'),
    hello_index: maybe(integer(1, 255)),
    hello_hash: maybe(text(64)),
    ja4: text(128, 1),
    ja4_r: maybe(text(4096)),
    ja3_hash: maybe(text(128)),
    tls_sni: maybe(text(1024)),
    tls_alpn: maybe(fc.array(text(20), { maxLength: 64 })),
    ip_meta_ttl: maybe(integer(0, 255)),
    ip_meta_df: maybe(fc.boolean()),
    ip_meta_id: maybe(port),
    tcp_meta_window_scale: maybe(integer(0, 255)),
    syn_to_clienthello_ms: maybe(fc.double({ min: 0, max: 1e9, noNaN: true })),
    segments: maybe(port),
    source: fc.constantFrom('module', 'wire'),
  }),
};

describe('what the validator accepts ClickHouse accepts', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let repository: EventsRepository;
  const validator = new EventValidator();
  before(async () => {
    api = await startHarness();
    repository = new EventsRepository(api.context.store);
  });
  after(() => api.close());

  async function land(kind: EventKind, lines: string[]): Promise<number> {
    const body = Buffer.from(lines.join('\n'));
    const batchId = randomUUID();
    const stamp = { sensorId: 's', batchId, receivedAt: now };
    await repository.land(kind, stampLines(body, splitLines(body, 50_000), stamp, new ReusedBuffer()), batchId);
    return (await repository.landed(kind, batchId, [`${window.oldest}Z`, `${window.newest}Z`])).size;
  }

  for (const kind of ['http', 'tls'] as const) {
    test(`${kind} events of every shape`, async () => {
      const generated = fc.sample(events[kind], 400).map((event) => JSON.stringify(event));
      const checked = generated.map((line) => validator.check(kind, line));
      const accepted = checked.filter((line) => typeof line === 'string');
      assert.deepEqual(
        checked.filter((line) => typeof line !== 'string'),
        [],
      );
      assert.equal(await land(kind, accepted), generated.length);
    });
  }

  /** Lines that the scan lets pass and ClickHouse reads although the specification says no; each is harmless. */
  const leniencies: [string, EventKind, string][] = [
    ['a number in quotes is that number', 'http', httpLine().replace('"status":200', '"status":"200"')],
    ['a number with a leading zero or plus', 'http', httpLine().replace('"status":200', '"status":+0200')],
    ['an escape that JSON does not know is its letter', 'http', httpLine().replace('"/a"', '"/\\q"')],
    ['texts are bounded in bytes, four for each character', 'http', httpLine({ method: 'x'.repeat(33) })],
    ['1 and 0 are true and false', 'tls', tlsLine({ ip_meta_df: 1 })],
  ];
  for (const [name, kind, line] of leniencies) {
    test(`lenient: ${name}`, async () => {
      const body = Buffer.from(line);
      assert.ok((await scan(body, splitLines(body, 2), window)).isClean);
      assert.equal(await land(kind, [line]), 1);
    });
  }
});
