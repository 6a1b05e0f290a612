import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pcap } from '../../testing/captures.js';
import { client, client6, ethernet, ipPacket, ipv4, server, server6, SYN, timed } from '../../testing/packets.js';
import { captureFilter } from './filter.js';

const skip = spawnSync('tcpdump', ['--version']).status === 0 ? false : 'tcpdump is not installed';

test('libpcap takes what clients send to the ports, whatever carries it, and nothing else', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ja4-filter-'));
  const matches = (packet: Buffer): boolean => {
    const file = join(folder, 'one.pcap');
    writeFileSync(file, pcap(timed([packet]), { linkType: 1 }));
    const flags = ['-nr', file, '-t', captureFilter(['443', '8443'], true)];
    return execFileSync('tcpdump', flags, { stdio: ['ignore', 'pipe', 'ignore'] }).length > 0;
  };
  const syn = { sequence: 1, flags: SYN };
  const other = { ...server, port: 80 };
  const tag = (type: string): Buffer => Buffer.from(`81000005${type}`, 'hex');
  const qinq = (type: string): Buffer => Buffer.from(`88a8000681000005${type}`, 'hex');
  try {
    assert.ok(matches(ethernet(ipPacket(client, server, syn))));
    assert.ok(matches(ethernet(ipPacket(client, { ...server, port: 8443 }, syn))));
    assert.ok(matches(ethernet(ipPacket(client6, server6, syn))));
    assert.ok(matches(ethernet(ipPacket(client, server, syn), tag('0800'))));
    assert.ok(matches(ethernet(ipPacket(client6, server6, syn), tag('86dd'))));
    assert.ok(matches(ethernet(ipPacket(client, server, syn), qinq('0800'))));
    assert.ok(matches(ethernet(ipv4(client.address, server.address, 6, Buffer.alloc(40), 0x0005))), 'a later fragment');
    assert.ok(
      matches(ethernet(ipv4(client.address, server.address, 17, Buffer.from('c35001bb00080000', 'hex')))),
      'UDP',
    );
    assert.ok(!matches(ethernet(ipPacket(server, client, syn))), 'what the server sends');
    assert.ok(!matches(ethernet(ipPacket(client, other, syn))));
    assert.ok(!matches(ethernet(ipPacket(client, other, syn), tag('0800'))));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
