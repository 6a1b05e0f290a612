import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { alpnContent, helloBody, numbers16, sniContent, versions, type HelloParts } from '../../testing/hello.js';
import { parseClientHello, type Transport } from '../tls/client-hello.js';
import { FingerprintCache } from './cache.js';
import { fingerprintsOf, type Fingerprints } from './fingerprints.js';

/** What a hello of the properties is made of; the rest of it is drawn anew for each. */
interface Choice {
  version: number;
  ciphers: number[];
  algorithms: number[];
  groups: number[];
  points: number[];
  offered: number[];
  alpn: string[];
  others: number[];
  transport: Transport;
}

const isGrease = (number: number): boolean => /^([0-9a-f]a)\1$/.test(hex(number));
const hex = (number: number): string => number.toString(16).padStart(4, '0');
const real = (numbers: number[]): number[] => numbers.filter((number) => !isGrease(number));
const list = (numbers: number[]): string => numbers.map(hex).join(',');
const digest = (name: string, text: string): string => createHash(name).update(text).digest('hex');
const short = (text: string): string => (text ? digest('sha256', text).slice(0, 12) : '000000000000');

const contentOf = (choice: Choice): Map<number, Buffer> =>
  new Map([
    [0, sniContent('a.example')],
    [10, numbers16(...choice.groups)],
    [11, Buffer.from([choice.points.length, ...choice.points])],
    [13, numbers16(...choice.algorithms)],
    [16, alpnContent(...choice.alpn)],
    [43, versions(...choice.offered)],
  ]);

function partsOf(choice: Choice): HelloParts {
  const contents = contentOf(choice);
  const extensions = choice.others.map((type): [number, Buffer] => [type, contents.get(type) ?? Buffer.alloc(3, type)]);
  return { version: choice.version, ciphers: choice.ciphers, extensions };
}

/** The rules in plain words, without a thought for speed: technical_details/JA4.md and the JA3 README. */
function reference(choice: Choice): Fingerprints {
  const ciphers = real(choice.ciphers);
  const types = real(choice.others);
  const sent = (type: number, numbers: number[]): number[] => (types.includes(type) ? numbers : []);
  const algorithms = real(sent(13, choice.algorithms));
  const offered = real(sent(43, choice.offered));
  const dtls = offered.filter((version) => version >> 8 === 0xfe);
  let version = offered.length ? Math.max(...offered) : choice.version;
  if (choice.transport === 'd' && dtls.length) version = Math.min(...dtls);
  const codes: Record<number, string> = { 0x0304: '13', 0x0303: '12', 0x0301: '10', 0xfefd: 'd2', 0xfefc: 'd3' };
  const alpn = (types.includes(16) && choice.alpn[0]) || '00';
  const count = (number: number): string => String(Math.min(99, number)).padStart(2, '0');
  const a = (number: number): string =>
    choice.transport +
    (codes[version] ?? '00') +
    (types.includes(0) ? 'd' : 'i') +
    count(ciphers.length) +
    count(number) +
    (alpn.at(0) ?? '') +
    (alpn.at(-1) ?? '');
  const ascending = (numbers: number[]): number[] => numbers.toSorted((one, other) => one - other);
  const tail = algorithms.length ? `_${list(algorithms)}` : '';
  const hashed = (numbers: number[]): string => list(ascending(numbers.filter((type) => type !== 0 && type !== 16)));
  const b = list(ascending(ciphers));
  const c = hashed(types) + tail;
  const lasting = types.filter((type) => ![21, 35, 41, 42, 44].includes(type));
  const all = a(types.length);
  const ja3 = [[choice.version], ciphers, types, real(sent(10, choice.groups)), sent(11, choice.points)]
    .map((numbers) => numbers.join('-'))
    .join(',');
  return {
    ja4: `${all}_${short(b)}_${short(c)}`,
    ja4_r: `${all}_${b}_${c}`,
    ja4_o: `${all}_${short(list(ciphers))}_${short(list(types) + tail)}`,
    ja4_ro: `${all}_${list(ciphers)}_${list(types)}${tail}`,
    ja4_stable: `${a(lasting.length)}_${short(b)}_${short(hashed(lasting) + tail)}`,
    ja3,
    ja3_hash: digest('md5', ja3),
  };
}

const grease = fc.nat(15).map((value) => 0x0a0a + 0x1010 * value);
const number = fc.oneof({ weight: 8, arbitrary: fc.nat(0xffff) }, { weight: 1, arbitrary: grease });
const numbers = (maxLength: number): fc.Arbitrary<number[]> => fc.array(number, { maxLength });
const type = fc.oneof(fc.constantFrom(0, 10, 11, 13, 16, 21, 35, 41, 42, 43, 44, 51), number);

const choices: fc.Arbitrary<Choice> = fc.record({
  version: fc.constantFrom(0x0303, 0x0301, 0xfefd, 0x1234),
  ciphers: fc.oneof(numbers(20), numbers(150)),
  algorithms: numbers(12),
  groups: numbers(8),
  points: fc.array(fc.nat(255), { maxLength: 4 }),
  offered: fc.array(fc.oneof(fc.constantFrom(0x0304, 0x0303, 0xfefc, 0xfefd, 0x7f1c), grease), { maxLength: 5 }),
  alpn: fc.array(fc.constantFrom('h2', 'http/1.1', 'x'), { maxLength: 3 }),
  others: fc.oneof(fc.uniqueArray(type, { maxLength: 24 }), fc.uniqueArray(type, { maxLength: 130 })),
  transport: fc.constantFrom('t', 'q'),
});

function parsed(choice: Choice) {
  const hello = parseClientHello(helloBody(partsOf(choice)), choice.transport);
  assert.ok(hello);
  return hello;
}

test('fingerprints are what the rules say', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      assert.deepEqual(fingerprintsOf(parsed(choice), choice.transport), reference(choice));
    }),
    { numRuns: 2000 },
  );
});

/** A choice, and others that differ from it in one thing only, so that keys come close to each other. */
const alike = fc
  .tuple(
    choices,
    choices,
    fc.shuffledSubarray(['ciphers', 'algorithms', 'groups', 'points', 'alpn', 'others'] as const),
  )
  .map(([one, other, fields]) => [one, ...fields.map((field) => ({ ...one, [field]: other[field] }))]);

test('what the cache remembers is what the rules say, however few places it has', () => {
  const cache = new FingerprintCache(4);
  fc.assert(
    fc.property(fc.array(alike, { maxLength: 6 }), fc.integer(), (groups, seed) => {
      const stream = groups.flat();
      for (const [index, choice] of [...stream, ...stream].entries()) {
        const again = stream[(index * 7 + seed) % stream.length] ?? choice;
        for (const one of [choice, again]) {
          assert.deepEqual(cache.fingerprintsOf(parsed(one), one.transport), reference(one));
        }
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(cache.hits > 1000 && cache.misses > 1000, `${cache.hits} hits, ${cache.misses} misses`);
});

test('hellos that differ in GREASE, random and keys share a place, and a very long one takes none', () => {
  const cache = new FingerprintCache(8);
  const withGrease = (value: number, filler: number) =>
    parseClientHello(
      helloBody({
        ciphers: [value, 0x1301],
        extensions: [
          [value, Buffer.alloc(1)],
          [51, Buffer.alloc(40, filler)],
          [43, versions(value, 0x0304)],
        ],
      }),
      't',
    );
  for (const hello of [withGrease.bind(null, 0x1a1a, 1), withGrease.bind(null, 0xfafa, 2)]) {
    const one = hello();
    assert.ok(one);
    cache.fingerprintsOf(one, 't');
  }
  assert.deepEqual([cache.hits, cache.misses], [1, 1]);
  const long = Array.from({ length: 600 }, (_, index) => index);
  for (let time = 0; time < 2; time += 1) {
    const hello = parseClientHello(helloBody({ ciphers: long }), 't');
    assert.ok(hello);
    assert.equal(cache.fingerprintsOf(hello, 't').ja4.slice(4, 6), '99');
  }
  assert.deepEqual([cache.hits, cache.misses], [1, 3]);
});
