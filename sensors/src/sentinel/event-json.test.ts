import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TlsEvent } from './event.js';
import { eventFields } from './event-json.js';

const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const word = fc.stringMatching(/^[a-z0-9_.:,-]{0,20}$/);
const integer = fc.nat(2 ** 32);

/** In the order of the fields of an event. */
const event: fc.Arbitrary<TlsEvent> = fc.record({
  time: word,
  conn_id: fc.string({ unit: 'binary' }),
  src_ip: word,
  src_port: integer,
  dst_ip: word,
  dst_port: integer,
  transport: fc.constantFrom('t', 'q', 'd'),
  hello_index: integer,
  hello_hash: word,
  ja4: word,
  ja4_r: word,
  ja4_o: word,
  ja4_ro: word,
  ja4_stable: word,
  ja3: word,
  ja3_hash: word,
  tls_version: orNull(word),
  tls_sni: orNull(fc.string({ unit: 'binary' })),
  tls_alpn: orNull(fc.array(fc.string({ unit: 'binary' }))),
  ip_meta_ttl: orNull(integer),
  ip_meta_df: orNull(fc.boolean()),
  ip_meta_id: orNull(integer),
  ip_meta_total_length: orNull(integer),
  tcp_meta_window_size: orNull(integer),
  tcp_meta_mss: orNull(integer),
  tcp_meta_window_scale: orNull(integer),
  tcp_meta_options: orNull(word),
  syn_to_clienthello_ms: orNull(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
  segments: orNull(integer),
  prologue: orNull(word),
  source: fc.constantFrom('module', 'wire'),
});

test('is what JSON.stringify writes', () => {
  fc.assert(fc.property(event, (value) => assert.equal(`{${eventFields(value)}}`, JSON.stringify(value))));
});
