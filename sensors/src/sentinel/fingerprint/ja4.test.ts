import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alpnContent,
  browserFingerprints,
  browserHello,
  helloBody,
  numbers16,
  sniContent,
  versions,
  type HelloParts,
} from '../../testing/hello.js';
import { parseClientHello, type Transport } from '../tls/client-hello.js';
import { fingerprintsOf } from './fingerprints.js';
import { ja3Of } from './ja3.js';
import { ja4Of, ja4OriginalOf } from './ja4.js';

function hello(parts: HelloParts, transport: Transport = 't') {
  const parsed = parseClientHello(helloBody(parts), transport);
  assert.ok(parsed);
  return parsed;
}

const partA = (parts: HelloParts): string => ja4Of(hello(parts), 't').ja4.slice(0, 10);

test('a browser hello gives the fingerprints worked out by hand', () => {
  const expected = { ...browserFingerprints, ja4_stable: browserFingerprints.ja4 };
  assert.deepEqual(fingerprintsOf(hello(browserHello), 't'), expected);
});

test('the published JA3 example comes out', () => {
  const parts: HelloParts = {
    version: 769,
    ciphers: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
    extensions: [
      [0, sniContent('a.example')],
      [10, numbers16(23, 24, 25)],
      [11, Buffer.from([1, 0])],
    ],
  };
  assert.deepEqual(ja3Of(hello(parts)), {
    ja3: '769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0',
    ja3_hash: 'ada70206e40642a3e4461f35503241d5',
  });
});

test('empty parts keep their place', () => {
  const bare = hello({ version: 0x0301, ciphers: [] });
  assert.equal(ja4Of(bare, 't').ja4, 't10i000000_000000000000_000000000000');
  assert.equal(ja4Of(bare, 't').ja4_r, 't10i000000__');
  assert.equal(ja3Of(bare).ja3, '769,,,,');
  const onlyName = hello({ ciphers: [0x1301], extensions: [[0, sniContent('a.example')]] });
  assert.match(ja4Of(onlyName, 't').ja4, /_000000000000$/);
  assert.match(ja4OriginalOf(onlyName, 't').ja4_o, /_9af15b336e6a$/);
});

test('ALPN: two alphanumeric ends are kept, else the ends of the hexadecimal form', () => {
  const cases: [Buffer, string][] = [
    [Buffer.from('h2'), 'h2'],
    [Buffer.from('http/1.1'), 'h1'],
    [Buffer.from('Z'), 'ZZ'],
    [Buffer.from([0xab]), 'ab'],
    [Buffer.from([0x20, 0x61]), '21'],
    [Buffer.from([0x61, 0x20]), '60'],
    [Buffer.from([0xba, 0xad]), 'bd'],
    [Buffer.from([0x4a, 0x4a]), 'JJ'],
    [Buffer.alloc(0), '00'],
  ];
  for (const [name, code] of cases) assert.equal(partA({ extensions: [[16, alpnContent(name)]] }).slice(8), code);
  assert.equal(partA({ extensions: [[16, alpnContent()]] }).slice(8), '00');
  assert.equal(partA({ extensions: [[16, Buffer.alloc(0)]] }).slice(8), '00');
  assert.equal(partA({}).slice(8), '00');
});

test('version: supported_versions wins, whatever its order, unless it offers nothing', () => {
  const versionOf = (version: number, offered?: number[]): string =>
    partA({ version, extensions: offered ? [[43, versions(...offered)]] : [] }).slice(1, 3);
  assert.equal(versionOf(0x0303), '12');
  assert.equal(versionOf(0x0303, [0x0303, 0x0304, 0x7a7a]), '13');
  assert.equal(versionOf(0x0303, [0x0301]), '10');
  assert.equal(versionOf(0x0302, []), '11');
  assert.equal(versionOf(0x0300, [0xdada]), 's3');
  assert.equal(versionOf(0x0303, [0x7f1c, 0x0304]), '00');
  assert.equal(versionOf(0x0002), 's2');
  assert.equal(versionOf(0x0305), '00');
});

test('DTLS: a cookie is skipped and the newest version has the lowest number', () => {
  const parts: HelloParts = { version: 0xfefd, extensions: [[43, versions(0xfefd, 0xfefc)]] };
  const body = helloBody(parts);
  const cookie = Buffer.from([3, 1, 2, 3]);
  const withCookie = Buffer.concat([body.subarray(0, 67), cookie, body.subarray(67)]);
  const parsed = parseClientHello(withCookie, 'd');
  assert.ok(parsed);
  assert.equal(ja4Of(parsed, 'd').ja4.slice(0, 10), 'dd3i010100');
});

test('SNI counts as present however malformed, and counts stop at 99', () => {
  assert.equal(partA({ extensions: [[0, Buffer.alloc(0)]] })[3], 'd');
  const many = Array.from({ length: 120 }, (_, index) => 0xc000 + index);
  assert.equal(partA({ ciphers: many, extensions: many.map((type) => [type, Buffer.alloc(0)]) }).slice(4, 8), '9999');
});

test('GREASE is dropped everywhere, its look-alikes are not', () => {
  const grease = Array.from({ length: 16 }, (_, index) => 0x0a0a + 0x1010 * index);
  const parts: HelloParts = {
    ciphers: [...grease, 0x0a1a, 0x1301],
    extensions: [...grease.map((type): [number, Buffer] => [type, Buffer.alloc(0)]), [13, numbers16(...grease)]],
  };
  assert.equal(ja4Of(hello(parts), 't').ja4_r, 't12i020100_0a1a,1301_000d');
});

test('a resumed or repeated handshake has another JA4 but the same stable key', () => {
  const fresh: HelloParts = {
    ...browserHello,
    extensions: [...(browserHello.extensions ?? []), [35, Buffer.alloc(0)]],
  };
  const resumed: HelloParts = {
    ...browserHello,
    extensions: [
      ...(browserHello.extensions ?? []),
      [42, Buffer.alloc(0)],
      [21, Buffer.alloc(9)],
      [44, Buffer.alloc(34)],
      [41, Buffer.alloc(40)],
    ],
  };
  const [one, other] = [fresh, resumed].map((parts) => ja4Of(hello(parts), 't'));
  assert.ok(one && other);
  assert.notEqual(one.ja4, other.ja4);
  assert.equal(one.ja4_stable, other.ja4_stable);
});
