import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TlsEvent } from '../sentinel/event.js';

type Hello = TlsEvent & { file: string; frame: number };

const folder = join(import.meta.dirname, '..', '..', 'captures');
const cli = join(import.meta.dirname, '..', 'cli.js');
const captures = readdirSync(folder)
  .filter((name) => name.endsWith('.pcapng'))
  .map((name) => name.slice(0, -'.pcapng'.length));

const parse = (lines: string): Hello[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Hello);

const golden = (name: string): Hello[] => parse(readFileSync(join(folder, `${name}.ndjson`), 'utf8'));

test('every capture, one after the other, gives its golden lines in every field', () => {
  assert.ok(captures.length >= 25);
  const files = captures.map((name) => `${name}.pcapng`);
  const printed = execFileSync(process.execPath, [cli, 'fingerprint', ...files], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual(parse(printed), captures.flatMap(golden));
});

/** Each browser's captures over one transport: new, resumed, asked to retry, with early data. */
const browsers = {
  'Chromium over TCP': ['chromium', 'chromium-retry', 'chromium-early-data'].flatMap(golden),
  'Firefox over TCP': ['firefox', 'firefox-retry', 'firefox-early-data'].flatMap(golden),
  'Chromium over QUIC': golden('chromium-quic'),
  'Firefox over QUIC': golden('firefox-quic').filter(({ transport }) => transport === 'q'),
};

for (const [browser, hellos] of Object.entries(browsers)) {
  test(`${browser}: resumed handshakes have another JA4 and the same stable key`, () => {
    assert.ok(new Set(hellos.map(({ ja4 }) => ja4)).size > 1);
    assert.equal(new Set(hellos.map(({ ja4_stable: key }) => key)).size, 1);
  });
}

test('browsers send their hello in two segments, and another after a retry request', () => {
  for (const name of ['chromium-retry', 'firefox-retry']) {
    const hellos = golden(name);
    assert.ok(hellos.every(({ hello_index: index, segments }) => index === 2 || segments === 2));
    assert.ok(hellos.some(({ hello_index: index }) => index === 2));
  }
});

test('the captures hold every carrier, both address families and every prologue', () => {
  const all = captures.flatMap(golden);
  const values = (name: keyof Hello): unknown[] => [...new Set(all.map((hello) => hello[name]))];
  assert.deepEqual(values('transport').sort(), ['d', 'q', 't']);
  assert.ok(all.some(({ src_ip: address }) => address.includes(':')));
  const prologues = ['proxy_v1', 'http_connect', 'socks4', 'socks5', 'smtp', 'ftp', 'pop3', 'imap', 'ldap', 'xmpp'];
  assert.deepEqual(
    [...prologues, 'postgres'].filter((name) => !values('prologue').includes(name)),
    [],
  );
  const codes = new Set(golden('openssl-alpn').map(({ ja4 }) => ja4.slice(8, 10)));
  assert.deepEqual([...codes].sort(), ['21', '6d', 'JJ', 'ab', 'ad', 'h2', 'hh']);
});

const withoutTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;

test('tshark computes the same JA3 of every hello over TCP', { skip: withoutTshark }, () => {
  let compared = 0;
  for (const capture of captures) {
    const fields = ['frame.number', 'tls.handshake.ja3_full', 'tls.handshake.ja3'].flatMap((name) => ['-e', name]);
    const args = ['-r', join(folder, `${capture}.pcapng`), '-Y', 'tcp && tls.handshake.ja3', '-T', 'fields', ...fields];
    const seen = execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const own = golden(capture)
      .filter(({ transport }) => transport === 't')
      .map(({ frame, ja3, ja3_hash: hash }) => `${frame}\t${ja3}\t${hash}`);
    const frames = new Map(own.map((line) => [line.split('\t')[0], line]));
    for (const line of seen.split('\n').filter(Boolean)) {
      assert.equal(frames.get(line.split('\t')[0]), line, capture);
      compared += 1;
    }
  }
  assert.ok(compared >= 70, `${compared} hellos compared`);
});
