import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsEvent } from '../sentinel/event.js';
import { BothSources } from './both-sources.js';

function setUp() {
  const sent: string[] = [];
  const clock = { ms: 0 };
  const sources = new BothSources(
    (event) => sent.push(`${event.source} ${event.src_port}`),
    () => clock.ms,
  );
  return { sent, clock, sources };
}

const hello = (source: 'module' | 'wire', port: number, hash = 'aa'): TlsEvent =>
  ({ source, src_ip: '192.0.2.1', src_port: port, dst_ip: '192.0.2.2', dst_port: 443, hello_hash: hash }) as TlsEvent;

test('seen by both, a handshake goes once, as the module saw it, whoever was first', () => {
  const { sent, clock, sources } = setUp();
  sources.wire(hello('wire', 1));
  sources.module(hello('module', 1));
  sources.module(hello('module', 2));
  clock.ms = 1900;
  sources.wire(hello('wire', 2));
  clock.ms = 9000;
  sources.settle();
  assert.deepEqual(sent, ['module 1', 'module 2']);
  assert.equal(sources.counters.duplicates, 2);
});

test('seen by the wire alone it goes after two seconds, and at once at the end', () => {
  const { sent, clock, sources } = setUp();
  sources.wire(hello('wire', 1));
  clock.ms = 1999;
  sources.wire(hello('wire', 2));
  sources.settle();
  assert.deepEqual(sent, []);
  clock.ms = 2000;
  sources.settle();
  assert.deepEqual(sent, ['wire 1']);
  sources.settle(true);
  assert.deepEqual(sent, ['wire 1', 'wire 2']);
});

test('on a host without time for them, one that comes long after the other is still the same', () => {
  const { sent, clock, sources } = setUp();
  sources.module(hello('module', 1));
  sources.wire(hello('wire', 2));
  clock.ms = 2000;
  sources.settle();
  clock.ms = 30_000;
  sources.settle();
  sources.wire(hello('wire', 1));
  sources.wire(hello('wire', 1)); // on another interface
  sources.module(hello('module', 2));
  sources.settle(true);
  assert.deepEqual(sent, ['module 1', 'wire 2']);
  assert.equal(sources.counters.duplicates, 3);
  clock.ms = 61_999;
  sources.settle();
  sources.module(hello('module', 2));
  assert.equal(sent.length, 2);
  clock.ms = 62_000;
  sources.settle();
  sources.module(hello('module', 2));
  assert.equal(sent.length, 3);
});

test('the same ports with another hello are another connection', () => {
  const { sent, sources } = setUp();
  sources.module(hello('module', 1, 'aa'));
  sources.wire(hello('wire', 1, 'bb'));
  sources.settle(true);
  assert.deepEqual(sent, ['module 1', 'wire 1']);
});

test('too many that wait go early, oldest first, and are counted', () => {
  const { sent, sources } = setUp();
  for (let port = 0; port < 65_540; port += 1) sources.wire(hello('wire', port, String(port)));
  assert.deepEqual(sent, ['wire 0', 'wire 1', 'wire 2', 'wire 3']);
  assert.equal(sources.counters.unheld, 4);
});
