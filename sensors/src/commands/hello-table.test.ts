import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsEvent } from '../sentinel/event.js';
import { browserStream } from '../testing/hello.js';
import { connection } from '../testing/packets.js';
import { run } from '../testing/run.js';
import { HelloTable } from './hello-table.js';

const [seen] = run(connection(browserStream)).events;
assert.ok(seen);
const event: TlsEvent = seen;
const longAddress = '2001:db8:1111:2222:3333:4444:5555:6666';

test('every line fits the terminal, whatever the client sends', () => {
  const hostile: TlsEvent = {
    ...event,
    src_ip: longAddress,
    dst_ip: longAddress,
    tls_sni: 'a'.repeat(253),
    tls_alpn: ['b'.repeat(255), 'h2'],
    prologue: 'c'.repeat(40),
  };
  for (let width = 36; width < 260; width += 1) {
    const table = new HelloTable(width);
    for (const line of [table.heading(), table.row(event), table.row(hostile)]) {
      assert.ok(line.length <= width, `${line.length} columns of ${width}`);
    }
    assert.ok(table.row(hostile).includes(event.ja4));
  }
});

test('80 columns hold who, what and where to; more columns more of it', () => {
  const row = new HelloTable(80).row({ ...event, src_ip: longAddress, src_port: 54_430 });
  assert.equal(row, `[2001:db8:111…666]:54430  ${event.ja4}  shop.example`);
  const wide = new HelloTable(240).row({ ...event, src_ip: longAddress, hello_index: 2, prologue: 'smtp' });
  for (const text of [longAddress, '203.0.113.9:443', 'h2 http/1.1', 'smtp retried', '22:13:']) {
    assert.ok(wide.includes(text), text);
  }
});

test('what would move the cursor or turn the text does not reach the terminal', () => {
  const row = new HelloTable(200).row({
    ...event,
    tls_sni: 'a\u001b[2Jb\u0007\u009b\u202e\u2028',
    tls_alpn: ['\r\n\u007f'],
  });
  assert.doesNotMatch(row, /[\p{Cc}\p{Cf}\p{Zl}]/u);
  assert.match(row, /a\uFFFD\[2Jb/);
});
