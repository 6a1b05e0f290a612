import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { cipherSuites } from './cipher-suites.js';
import { extensionTypes, unregisteredExtensionTypes } from './extensions.js';
import { cipherSuiteName, extensionName, signatureAlgorithmName } from './names.js';
import { signatureSchemes } from './signature-algorithms.js';

const without = (program: string, flag: string): string | false =>
  spawnSync(program, [flag]).error ? `${program} is not installed` : false;

test('each registry is sorted, names each value once and each name once', () => {
  for (const lines of [cipherSuites, extensionTypes, unregisteredExtensionTypes, signatureSchemes]) {
    const entries = lines.trim().split('\n');
    for (const entry of entries) assert.match(entry, /^[0-9a-f]{4} \S.*\S$/);
    const values = entries.map((entry) => entry.slice(0, 4));
    assert.deepEqual(values, [...new Set(values)].sort());
    assert.equal(new Set(entries.map((entry) => entry.slice(5))).size, entries.length);
  }
});

test('what every hello holds has its name', () => {
  assert.equal(cipherSuiteName('1301'), 'TLS_AES_128_GCM_SHA256');
  assert.equal(cipherSuiteName('c02b'), 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256');
  assert.equal(cipherSuiteName('00ff'), 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV');
  assert.equal(extensionName('0029'), 'pre_shared_key');
  assert.equal(extensionName('fe0d'), 'encrypted_client_hello');
  assert.equal(extensionName('44cd'), 'application_settings');
  assert.equal(signatureAlgorithmName('0804'), 'rsa_pss_rsae_sha256');
  assert.equal(signatureAlgorithmName('0904'), 'mldsa44');
});

test('a pair of TLS 1.2 is named by its hash and algorithm, GREASE as such, the rest not at all', () => {
  assert.equal(signatureAlgorithmName('0402'), 'dsa_sha256');
  assert.equal(signatureAlgorithmName('0303'), 'ecdsa_sha224');
  for (const name of [cipherSuiteName, extensionName, signatureAlgorithmName]) {
    assert.equal(name('caca'), 'GREASE');
    assert.notEqual(name('0a1a'), 'GREASE');
    assert.equal(name('bbbb'), null);
  }
});

test('OpenSSL calls every suite it knows the same', { skip: without('openssl', 'version') }, () => {
  const everything = 'ALL:COMPLEMENTOFALL@SECLEVEL=0';
  const output = execFileSync('openssl', ['ciphers', '-stdname', '-V', everything], { encoding: 'utf8' });
  const lines = [...output.matchAll(/0x(..),0x(..) - (TLS_\S+)/g)];
  assert.ok(lines.length > 50);
  for (const [, high = '', low = '', name] of lines) {
    assert.equal(cipherSuiteName((high + low).toLowerCase()), name);
  }
});

/** Renamed since tshark 4.0: RFC 9846 for the extension, RFC 9345 and RFC 9146 for the others. */
const renamed = new Set(['0017', '0022', '0035']);

test('tshark calls every registered value the same', { skip: without('tshark', '--version') }, () => {
  const output = execFileSync('tshark', ['-G', 'values'], { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' });
  const named = (field: string): [string, string][] =>
    [...output.matchAll(new RegExp(`^V\\ttls\\.handshake\\.${field}\\t(\\S+)\\t(.*)$`, 'gm'))].map(
      ([, value, name = '']) => [Number(value).toString(16).padStart(4, '0'), name],
    );
  let compared = 0;
  const compare = (field: string, nameOf: (code: string) => string | null, lines: string): void => {
    for (const [code, name] of named(field)) {
      if (!lines.includes(`\n${code} `) || renamed.has(code)) continue;
      assert.equal(nameOf(code), name);
      compared += 1;
    }
  };
  compare('ciphersuite', cipherSuiteName, cipherSuites);
  compare('extension.type', extensionName, extensionTypes);
  compare('sig_hash_alg', signatureAlgorithmName, signatureSchemes);
  assert.ok(compared > 300, `${compared} values compared`);
});
