import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pcap } from './testing/captures.js';
import { browserFingerprints, browserStream } from './testing/hello.js';
import { connection, timed } from './testing/packets.js';

const folder = mkdtempSync(join(tmpdir(), 'ja4-sensors-'));
after(() => rmSync(folder, { recursive: true }));

const capture = pcap(timed(connection(browserStream, [500])));
const cli = join(import.meta.dirname, 'cli.js');

function file(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function sensor(args: string[], input: Buffer = Buffer.alloc(0)) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input });
  return { status, lines: stdout.toString().split('\n').slice(0, -1), stderr: stderr.toString() };
}

const parsed = (line: string | undefined) => JSON.parse(line ?? 'null') as Record<string, unknown>;

test('fingerprint prints one object a hello, with the file and the packet that completed it', () => {
  const path = file('one.pcap', capture);
  const { status, lines, stderr } = sensor(['fingerprint', path]);
  assert.deepEqual([status, stderr, lines.length], [0, '', 1]);
  const { file: from, frame, ja4, segments } = parsed(lines[0]);
  assert.deepEqual([from, frame, ja4, segments], [path, 3, browserFingerprints.ja4, 2]);
});

test('fingerprint reads gzip and zstd, and standard input for -', () => {
  for (const compressed of [gzipSync(capture), zstdCompressSync(capture)]) {
    const { lines } = sensor(['fingerprint', '--json', file('compressed', compressed)]);
    assert.equal(parsed(lines[0]).ja4, browserFingerprints.ja4);
  }
  assert.equal(parsed(sensor(['fingerprint', '-'], capture).lines[0]).ja4, browserFingerprints.ja4);
  assert.equal(parsed(sensor(['fingerprint', '-'], gzipSync(capture)).lines[0]).ja4, browserFingerprints.ja4);
});

test('a file that cannot be read is named, the others are read, and the exit code is 2', () => {
  const { status, lines, stderr } = sensor([
    'fingerprint',
    join(folder, 'absent'),
    folder,
    file('text', Buffer.from('text')),
    file('a', capture),
  ]);
  assert.deepEqual([status, lines.length], [2, 1]);
  assert.match(stderr, /absent: there is no such file/);
  assert.match(stderr, /: is a directory, not a capture/);
  assert.match(stderr, /text: neither pcap nor pcapng/);
});

test('an error inside a file is named with its packet, and what came before is printed', () => {
  const broken = Buffer.concat([capture, Buffer.alloc(16, 0xff), capture]);
  const { status, lines, stderr } = sensor(['fingerprint', file('broken', broken)]);
  assert.deepEqual([status, lines.length], [0, 1]);
  assert.match(stderr, /broken: packet 4: announces/);
  const cut = sensor(['fingerprint', file('cut', capture.subarray(0, -1))]);
  assert.match(cut.stderr, /cut: cut off inside packet 3/);
  assert.equal(cut.status, 0);
  const damaged = sensor(['fingerprint', file('damaged.gz', gzipSync(capture).subarray(0, -9))]);
  assert.match(damaged.stderr, /unexpected end of file/);
});

test('flows of one file are none of the next', () => {
  const packets = timed(connection(browserStream, [500]));
  const [begin, end] = [packets.slice(0, -1), packets.slice(-1)].map((part, index) => file(`part${index}`, pcap(part)));
  assert.deepEqual(sensor(['fingerprint', begin ?? '', end ?? '']).lines, []);
});

test('whoever reads the output may stop, and that is no error', async () => {
  const files = new Array<string>(1000).fill(file('many', capture));
  const child = spawn(process.execPath, [cli, 'fingerprint', ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual([code, stderr], [0, '']);
});

test('decode puts each JA4 into words or JSON, and names what is none', () => {
  const { status, lines, stderr } = sensor(['decode', 't12i0100ab_002f_', 'Ja4\u001b[31m']);
  assert.equal(status, 2);
  assert.deepEqual(lines.slice(0, 3), ['t12i0100ab_002f_', '  TLS over TCP', '  newest version offered: TLS 1.2']);
  assert.ok(lines.includes('      002f  TLS_RSA_WITH_AES_128_CBC_SHA'));
  assert.match(stderr, /^Ja4\uFFFD\[31m: is no JA4: begins with 8 characters/);
  const json = parsed(sensor(['decode', '--json', browserFingerprints.ja4]).lines[0]);
  assert.deepEqual([json.input, json.transport, json.form], [browserFingerprints.ja4, 'TLS over TCP', 'ja4']);
});

test('a wrong command line says what is wrong', () => {
  for (const [args, message] of [
    [[], /no command given/],
    [['dance'], /no command dance/],
    [['fingerprint'], /names no file/],
    [['fingerprint', '--loud'], /--loud/],
    [['decode'], /names no JA4/],
    [['replay'], /needs --pcap or --http/],
    [['replay', '--pcap', 'x', '--repeat', '0'], /--repeat: expected a whole number/],
    [['replay', '--pcap', 'x', '--every', '1 hour'], /--every: expected a duration/],
    [['replay', '--pcap', 'x', '--shift-to', 'noon'], /--shift-to: "noon" is not an RFC 3339 time/],
  ] as [string[], RegExp][]) {
    const { status, stderr } = sensor(args);
    assert.equal(status, 64);
    assert.match(stderr, message);
  }
});
