import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserHello, browserStream, helloMessage, records } from '../../testing/hello.js';
import { connection } from '../../testing/packets.js';
import { run } from '../../testing/run.js';

/** JA4 and prologue of each hello, whole and byte by byte. */
function found(stream: Buffer): [string, string | null][] {
  const results = [[], Array<number>(stream.length).fill(1)].map((cuts) =>
    run(connection(stream, cuts)).events.map(({ ja4, prologue }): [string, string | null] => [ja4, prologue]),
  );
  assert.deepEqual(results[0], results[1]);
  return results[0] ?? [];
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const expected = [[browserFingerprints.ja4, null]];
const warning = hex('15 0301 0002 0170');
const changeCipherSpec = hex('14 0303 0001 01');

test('alerts, change_cipher_spec and empty records may stand before the hello', () => {
  for (const before of [warning, changeCipherSpec, hex('16 0301 0000'), Buffer.concat([warning, changeCipherSpec])]) {
    assert.deepEqual(found(Buffer.concat([before, browserStream])), expected);
  }
});

test('what begins with data of TLS, or a server, is not searched', () => {
  const serverHello = records(Buffer.concat([hex('02 000046'), Buffer.alloc(70)]));
  for (const before of [hex('17 0303 0003 010203'), serverHello, Buffer.concat([warning, serverHello])]) {
    assert.deepEqual(found(Buffer.concat([before, browserStream])), []);
  }
});

test('records of one byte, and empty ones between', () => {
  const message = helloMessage(browserHello);
  assert.deepEqual(found(records(message, Array<number>(message.length).fill(1))), expected);
  const parts = [records(message.subarray(0, 600)), hex('16 0301 0000'), records(message.subarray(600))];
  assert.deepEqual(found(Buffer.concat(parts)), expected);
});

test('a record longer than any may be, and an SSLv2 hello, give nothing', () => {
  assert.deepEqual(found(Buffer.concat([hex('16 0301 4900'), browserStream.subarray(5)])), []);
  const sslv2 = hex(`802e 01 0301 0015 0000 0010 ${'010080'.repeat(7)} ${'07'.repeat(16)}`);
  const keyExchange = records(Buffer.concat([hex('10 000042'), Buffer.alloc(66)]));
  assert.deepEqual(found(Buffer.concat([sslv2, keyExchange])), []);
});

test('SOCKS with a password, and STARTTLS late in a conversation', () => {
  const socks = hex('05 01 02 01 04 75736572 04 70617373 05 01 00 03 0c 73686f702e6578616d706c65 01bb');
  const mail = Buffer.from(`EHLO a.example\r\n${'NOOP\r\n'.repeat(2000)}STARTTLS\r\n`);
  assert.deepEqual(found(Buffer.concat([socks, browserStream])), [[browserFingerprints.ja4, 'socks5']]);
  assert.deepEqual(found(Buffer.concat([mail, browserStream])), [[browserFingerprints.ja4, 'smtp']]);
});

test('a hello in a file that is sent over HTTP is not a handshake, behind an OPTIONS request it is (RFC 2817)', () => {
  const file = Buffer.concat([hex('d4c3b2a1 0200 0400'), browserStream]);
  for (const head of ['POST /upload HTTP/1.1\r\n\r\n', 'PUT / HTTP/1.0\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n']) {
    assert.deepEqual(found(Buffer.concat([Buffer.from(head), file])), []);
  }
  const upgrade = Buffer.from('OPTIONS * HTTP/1.1\r\nUpgrade: TLS/1.0\r\n\r\n');
  assert.deepEqual(found(Buffer.concat([upgrade, browserStream])), [[browserFingerprints.ja4, 'other']]);
});
