import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeJa4, Ja4SyntaxError } from './decode-ja4.js';

const partA = 't13d0203h2';

test('the first part of a JA4 in words', () => {
  const {
    cipher_hash: ciphers,
    extension_hash: extensions,
    ...rest
  } = decodeJa4('t13d1516h2_8daaf6152771_e5627efa2ab1');
  assert.deepEqual([ciphers, extensions], ['8daaf6152771', 'e5627efa2ab1']);
  assert.deepEqual(rest, {
    form: 'ja4',
    transport: 'TLS over TCP',
    version: 'TLS 1.3',
    server_name: true,
    cipher_count: 15,
    extension_count: 16,
    alpn: 'h2',
    alpn_words: 'first protocol (ALPN) h2',
    ciphers: null,
    extensions: null,
    signature_algorithms: null,
  });
  const dtls = decodeJa4('d00i009900_000000000000_000000000000');
  assert.deepEqual(
    [dtls.transport, dtls.version, dtls.server_name, dtls.extension_count, dtls.alpn],
    ['DTLS', null, false, 99, null],
  );
});

test('the lists of the raw forms are named, in the order given', () => {
  const sorted = decodeJa4(`${partA}_1301,1302_000d_0403,abcd`);
  assert.equal(sorted.form, 'ja4_r');
  assert.deepEqual(sorted.ciphers, [
    { code: '1301', name: 'TLS_AES_128_GCM_SHA256' },
    { code: '1302', name: 'TLS_AES_256_GCM_SHA384' },
  ]);
  assert.deepEqual(
    sorted.signature_algorithms?.map(({ name }) => name),
    ['ecdsa_secp256r1_sha256', null],
  );
  assert.equal(decodeJa4(`${partA}_1302,1301_000d,000a,002b`).form, 'ja4_ro');
  assert.equal(decodeJa4(`${partA}_1301,1302_0000,0010,002b_0403`).form, 'ja4_ro');
});

test('empty lists are lists', () => {
  assert.deepEqual(decodeJa4('t10i000000__').ciphers, []);
  assert.deepEqual(decodeJa4('t10i000100__000a').extensions, [{ code: '000a', name: 'supported_groups' }]);
});

test('two characters of a protocol: a known name, its ends, or hexadecimal digits', () => {
  const words = (alpn: string): string => decodeJa4(`q13d0000${alpn}_000000000000_000000000000`).alpn_words;
  assert.match(words('h1'), / http\/1.1$/);
  assert.match(words('00'), /^no protocol/);
  assert.match(words('Xy'), /begins with "X" and ends with "y"$/);
  assert.match(words('bd'), /begins with "b" and ends with "d", or does so in hexadecimal/);
});

test('what is no JA4 is told why', () => {
  for (const [text, message] of [
    ['', /0 characters before the first _/],
    ['t13d1516h2', /fewer than three parts/],
    ['t13d1516h2_8daaf6152771', /fewer than three parts/],
    ['t13d1516h2_8daaf6152771_e5627efa2ab1_0403', /"8daaf6152771" among the cipher suites/],
    ['t13d1516h2_8DAAF6152771_e5627efa2ab1', /"8DAAF6152771" among the cipher suites/],
    ['x13d1516h2_8daaf6152771_e5627efa2ab1', /begins with "x"/],
    ['t99d1516h2_8daaf6152771_e5627efa2ab1', /"99" for the version/],
    ['t13x1516h2_8daaf6152771_e5627efa2ab1', /"x" where d or i/],
    ['t13d15xxh2_8daaf6152771_e5627efa2ab1', /"15xx" for the two counts/],
    ['t13d1516h-_8daaf6152771_e5627efa2ab1', /"h-" for the protocol/],
    [`${partA}_1301_000d`, /counts 2 cipher suites and lists 1/],
    [`${partA}_1301,1302_`, /counts 3 extensions and lists 0/],
    [`${partA}_1301,1302_000d_0403_0`, /more than four parts/],
  ] as [string, RegExp][]) {
    assert.throws(() => decodeJa4(text), { name: 'Ja4SyntaxError', message });
  }
});

const listOf = fc.uniqueArray(
  fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16).padStart(4, '0')),
  { maxLength: 98 },
);
const count = (list: string[]): string => String(list.length).padStart(2, '0');

test('the lists of a raw form come back as they were', () => {
  fc.assert(
    fc.property(listOf, listOf, listOf, (ciphers, extensions, algorithms) => {
      const lists = [ciphers, extensions, ...(algorithms.length ? [algorithms] : [])];
      const decoded = decodeJa4([`t12d${count(ciphers)}${count(extensions)}00`, ...lists.map(String)].join('_'));
      const codes = [decoded.ciphers, decoded.extensions, decoded.signature_algorithms];
      assert.deepEqual(
        codes.map((list) => list?.map(({ code }) => code)),
        [ciphers, extensions, algorithms],
      );
    }),
  );
});

test('any text is decoded or refused, never half', () => {
  const characters = fc.constantFrom(...Array.from('tqd13i0h2_,abcdef\u001b'));
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), (text) => {
      try {
        decodeJa4(text.join(''));
      } catch (error) {
        assert.ok(error instanceof Ja4SyntaxError);
      }
    }),
  );
});
