import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pcap } from './testing/captures.js';
import { browserFingerprints, browserStream } from './testing/hello.js';
import { connection, timed } from './testing/packets.js';

const folder = mkdtempSync(join(tmpdir(), 'ja4-sensors-'));
after(() => rmSync(folder, { recursive: true }));

const capture = pcap(timed(connection(browserStream, [500])));

function file(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function sensor(args: string[], input: Buffer = Buffer.alloc(0)) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'cli.js'), ...args], {
    input,
  });
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

test('fingerprint reads gzip, and standard input for -', () => {
  assert.equal(
    parsed(sensor(['fingerprint', file('one.pcap.gz', gzipSync(capture))]).lines[0]).ja4,
    browserFingerprints.ja4,
  );
  assert.equal(parsed(sensor(['fingerprint', '-'], capture).lines[0]).ja4, browserFingerprints.ja4);
  assert.equal(parsed(sensor(['fingerprint', '-'], gzipSync(capture)).lines[0]).ja4, browserFingerprints.ja4);
});

test('a file that cannot be read is named, the others are read, and the exit code is 2', () => {
  const { status, lines, stderr } = sensor([
    'fingerprint',
    join(folder, 'absent'),
    file('text', Buffer.from('text')),
    file('a', capture),
  ]);
  assert.deepEqual([status, lines.length], [2, 1]);
  assert.match(stderr, /absent: ENOENT/);
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

test('a wrong command line says what is wrong', () => {
  for (const [args, message] of [
    [[], /no command given/],
    [['dance'], /no command dance/],
    [['fingerprint'], /names no file/],
    [['fingerprint', '--loud'], /--loud/],
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
