import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { entriesOf, inflated, ListFileError, type Entry } from './entries.js';
import { parseAddress } from './prefixes.js';
import type { ReferenceListKind } from './reference-lists.types.js';

const read = (kind: ReferenceListKind, text: string): Entry[] =>
  [...entriesOf(kind, Buffer.from(text), 'mine')].filter((entry) => entry !== undefined);

test('networks, as iptoasn, DB-IP, IPinfo and MaxMind write them', () => {
  const entry = { prefix: '192.0.2.0/24', asn: 64496, name: 'Example, Inc.' };
  for (const text of [
    '192.0.2.0\t192.0.2.255\t64496\tNL\tExample, Inc.\n198.51.100.0\t198.51.100.255\t0\tNone\tNot routed\n',
    '192.0.2.0,192.0.2.255,64496,"Example, Inc."\r\n',
    '3221225984,3221226239,64496,"Example, Inc."',
    'network,country,country_code,continent,continent_code,asn,as_name,as_domain\n192.0.2.0/24,Netherlands,NL,Europe,EU,AS64496,"Example, Inc.",example.com',
    'network,autonomous_system_number,autonomous_system_organization\n192.0.2.0/24,64496,"Example, Inc."\n',
    '# a comment\n\n192.0.2.0/24,64496,"Example, Inc."',
  ]) {
    assert.deepEqual(read('asn', text), [entry], text);
  }
});

test('countries, as iptoasn, DB-IP, IPinfo and Tor write them', () => {
  const entry = { prefix: '192.0.2.0/24', asn: 0, name: 'NL' };
  for (const text of [
    '192.0.2.0\t192.0.2.255\t64496\tNL\tExample\n198.51.100.0\t198.51.100.255\t0\tNone\tNot routed\n',
    '192.0.2.0\t192.0.2.255\tNL\n',
    '192.0.2.0,192.0.2.255,nl',
    '# Generated\n1,2,??\n3221225984,3221226239,NL\n',
    'network,country,country_code,continent,continent_code,asn,as_name,as_domain\n192.0.2.0/24,Netherlands,NL,Europe,EU,AS64496,Example,example.com',
  ]) {
    assert.deepEqual(read('country', text), [entry], text);
  }
});

test('bots and own prefixes: lines, and the JSON of search engines', () => {
  assert.deepEqual(read('prefixes', '192.0.2.7\n2001:db8::/32,Head office\n192.0.2.0,192.0.2.1,Desk'), [
    { prefix: '192.0.2.7/32', asn: 0, name: 'mine' },
    { prefix: '2001:0db8:0000:0000:0000:0000:0000:0000/32', asn: 0, name: 'Head office' },
    { prefix: '192.0.2.0/31', asn: 0, name: 'Desk' },
  ]);
  const json = {
    creationTime: '2026-11-20T00:00:00',
    prefixes: [{ ipv4Prefix: '192.0.2.0/27' }, { ipv6Prefix: '2001:db8::/64' }],
  };
  // As Windows saves it, too.
  for (const mark of ['', '\ufeff']) {
    assert.deepEqual(
      (read('bots', mark + JSON.stringify(json)) as { prefix: string }[]).map(({ prefix }) => prefix),
      ['192.0.2.0/27', '2001:0db8:0000:0000:0000:0000:0000:0000/64'],
    );
  }
});

test('clients by JA4 and by HTTP/2', () => {
  assert.deepEqual(
    read('clients', 'fingerprint,client,category\nt13d3112h2_e8f1e7e78f70_b26ce05bbdd6,curl 7.88,library'),
    [{ fingerprint: 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6', client: 'curl 7.88', category: 'library' }],
  );
  assert.deepEqual(read('http2', '"1:65536;2:0|m,a,s,p",Chrome,browser'), [
    { fingerprint: '1:65536;2:0|m,a,s,p', client: 'Chrome', category: 'browser' },
  ]);
});

test('a bad line is named by its number', () => {
  const cases: [ReferenceListKind, string, RegExp][] = [
    ['asn', '192.0.2.0/24,64496,A\n192.0.2.0/33,64496,B', /^line 2: "192\.0\.2\.0\/33" is not a CIDR block/],
    ['asn', '192.0.2.9,192.0.2.0,64496,A', /^line 1: 192\.0\.2\.9 is after 192\.0\.2\.0/],
    ['asn', '1.0.0.0,99999999999,64496,A', /^line 1: 1\.0\.0\.0 and 99999999999 are of two families/],
    ['asn', '1.0.0,1.0.0.255,13335,A\n1.0.4.0,1.0.7.255,38803,B', /^line 1: "1\.0\.0" is not an address/],
    ['bots', '192.0.2\n192.0.2.0/24', /^line 1: "192\.0\.2" is not an address/],
    ['asn', 'start_ip,asn\n192.0.2.0,64496', /^line 1: "start_ip" is not an address, and the line is no header/],
    ['asn', '192.0.2.0/24,A64496,A', /^line 1: "A64496" is not an AS number/],
    ['asn', '192.0.2.0/24,4294967296,A', /is not an AS number/],
    ['country', '192.0.2.0/24,Netherlands', /^line 1: "Netherlands" is not a country code/],
    ['asn', 'network\n192.0.2.0/24\n192.0.2.0/24', /^$/],
    ['asn', 'name,asn\nA,1', /^line 1: "name" is not an address, and the line is no header/],
    ['asn', `192.0.2.0/24,1,A\n# ${'-'.repeat(4100)}`, /^line 2: it has more than 4096 bytes/],
    ['clients', 'chrome,Chrome,browser', /^line 1: "chrome" is not a JA4/],
    ['clients', 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6', /^line 1: it names no client/],
    ['http2', 'x,Chrome,browser', /^line 1: "x" is not HTTP\/2 settings/],
    ['bots', '{"prefixes":[{"ipv4Prefix":"192.0.2.0/24"},{"ip":1}]}', /^\/prefixes\/1: has no ipv4Prefix/],
    ['bots', '{"prefixes":[null]}', /^\/prefixes\/0: has no/],
    ['bots', '{"prefixes":', /is not JSON/],
    ['bots', '{}', /no list of `prefixes`/],
    ['asn', '{"prefixes":[]}', /JSON cannot be a list of asn/],
  ];
  for (const [kind, text, message] of cases) {
    if (message.source === '^$') assert.deepEqual(read(kind, text), []);
    else
      assert.throws(
        () => read(kind, text),
        (error) => error instanceof ListFileError && message.test(error.message),
        text,
      );
  }
});

test('any bytes are entries or a ListFileError', () => {
  const kinds = ['asn', 'country', 'bots', 'prefixes', 'clients', 'http2'] as const;
  const piece = fc.constantFrom(
    '192.0.2.0',
    '/24',
    ',',
    '\t',
    '"',
    '\n',
    '2001:db8::',
    '64496',
    'NL',
    '{',
    '}',
    '#',
    'network',
    '1',
    '1.0.0.0,99999999999,64496',
    '::',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom(...kinds), text, (kind, file) => {
      try {
        for (const entry of read(kind, file)) {
          if (!('prefix' in entry)) continue;
          const [address = '', length] = entry.prefix.split('/');
          const bits = Number(length);
          assert.ok(bits >= 0 && bits <= parseAddress(address).width, entry.prefix);
        }
      } catch (error) {
        assert.ok(error instanceof ListFileError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test('gzip is inflated, damaged gzip refused', async () => {
  const file = gzipSync('192.0.2.0/24,64496,A');
  assert.equal((await inflated(file)).toString(), '192.0.2.0/24,64496,A');
  await assert.rejects(() => inflated(file.subarray(0, 15)), ListFileError);
  await assert.rejects(() => inflated(gzipSync(Buffer.alloc(129 * 1024 * 1024))), /too large when inflated/);
});
