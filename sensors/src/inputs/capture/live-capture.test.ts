import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counters } from '../../sentinel/counters.js';
import type { TlsEvent } from '../../sentinel/event.js';
import { hello, silentServer, whyNoCapture } from '../../testing/openssl.js';
import { until } from '../../testing/sensor-process.js';
import { LiveCapture } from './live-capture.js';

const skip = whyNoCapture();

function start(interfaceName: string, ports: number[]) {
  const events: TlsEvent[] = [];
  const troubles: string[] = [];
  const sentinel = new Counters();
  const onEvent = (event: TlsEvent): unknown => events.push(event);
  const capture = new LiveCapture(interfaceName, ports.map(String), onEvent, (text) => troubles.push(text), sentinel);
  return { capture, events, troubles, sentinel };
}

const isOpen = (capture: LiveCapture): Promise<void> => until(() => capture.trouble === '', 'an open interface');

test('real handshakes on loopback, IPv4 and IPv6, with their SYN; other ports are left out', { skip }, async (t) => {
  const servers = [await silentServer('127.0.0.1'), await silentServer('::1'), await silentServer('127.0.0.1')];
  const [v4, v6, other] = servers.map(({ port }) => port) as [number, number, number];
  const { capture, events, troubles } = start('lo', [v4, v6]);
  t.after(async () => {
    servers.forEach(({ close }) => close());
    await capture.stop();
  });
  await isOpen(capture);
  await hello(`127.0.0.1:${other}`, 'other.example');
  await hello(`127.0.0.1:${v4}`, 'four.example', '-alpn', 'h2');
  await hello(`[::1]:${v6}`, 'six.example', '-tls1_2');
  await until(() => events.length === 2, 'two hellos');
  const [four, six] = events as [TlsEvent, TlsEvent];
  assert.deepEqual(
    [four.src_ip, four.dst_port, four.tls_sni, four.tls_alpn],
    ['127.0.0.1', v4, 'four.example', ['h2']],
  );
  assert.deepEqual([six.src_ip, six.dst_port, six.tls_sni, six.tls_version], ['::1', v6, 'six.example', '1.2']);
  assert.equal(four.ip_meta_ttl, 64);
  assert.match(four.tcp_meta_options ?? '', /^2-/);
  assert.ok((four.syn_to_clienthello_ms ?? -1) >= 0);
  assert.ok(Math.abs(Date.parse(four.time) - Date.now()) < 30_000);
  assert.deepEqual(troubles, []);
  assert.equal(capture.counters.droppedByKernel, 0);
});

test('what was on its way when the capture is stopped still comes, and is counted', { skip }, async (t) => {
  const { port, close } = await silentServer('127.0.0.1');
  t.after(close);
  const { capture, events, sentinel } = start('lo', [port]);
  await isOpen(capture);
  await hello(`127.0.0.1:${port}`, 'last.example');
  await capture.stop();
  assert.deepEqual(
    events.map(({ tls_sni }) => tls_sni),
    ['last.example'],
  );
  assert.equal(sentinel.hellos, 1);
  assert.equal(sentinel.packets, capture.counters.packets);
  assert.equal(capture.counters.restarts, 0);
});

test('a capturing process that is killed or stands still is replaced', { skip }, async (t) => {
  const { port, close } = await silentServer('127.0.0.1');
  const { capture, events, troubles } = start('lo', [port]);
  t.after(async () => {
    close();
    await capture.stop();
  });
  const childPid = (): number => {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
    return Number(children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('capture/child.js')));
  };
  await isOpen(capture);
  for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
    const { restarts } = capture.counters;
    process.kill(childPid(), signal);
    await until(() => capture.counters.restarts > restarts, 'a new process');
    await isOpen(capture);
  }
  assert.match(troubles[0]!, /capture on lo: capturing process ended \(SIGKILL\)/);
  await hello(`127.0.0.1:${port}`, 'again.example');
  await until(() => events.length === 1, 'a hello');
});

const name = `ja4t${process.pid % 100_000}`;
const ip = (...args: string[]): number | null => spawnSync('ip', args).status;
const pair = ['link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`];
const canMakeInterfaces = skip ? false : ip(...pair) === 0;
if (canMakeInterfaces) ip('link', 'del', name);
const noInterface = skip || (canMakeInterfaces ? false : 'may not make network interfaces');

test(
  'an interface that goes down and up, or is removed and made again, is captured again',
  { skip: noInterface },
  async (t) => {
    const up = (): void => {
      for (const end of [name, `${name}p`]) ip('link', 'set', end, 'up');
      ip('addr', 'add', '198.18.77.1/30', 'dev', name);
      ip('neigh', 'replace', '198.18.77.2', 'lladdr', '02:00:00:00:00:99', 'dev', name);
    };
    const make = (): void => {
      ip(...pair);
      up();
    };
    const port = 8443;
    const { capture, troubles } = start(name, [port]);
    t.after(async () => {
      await capture.stop();
      ip('link', 'del', name);
    });
    await until(() => troubles.length > 0, 'word of the missing interface');
    assert.match(troubles[0]!, new RegExp(`capture on ${name}: .*(No such device|exist)`));
    make();
    await isOpen(capture);
    /** Nobody answers at the other end; the capture sees what goes there. */
    const seesPackets = async (): Promise<void> => {
      const { packets } = capture.counters;
      const client = spawn('openssl', ['s_client', '-connect', `198.18.77.2:${port}`], { stdio: 'ignore' });
      await until(() => capture.counters.packets > packets, 'a packet');
      client.kill('SIGKILL');
    };
    await seesPackets();
    ip('link', 'set', name, 'down');
    await sleep(300);
    up();
    await seesPackets();

    const { restarts } = capture.counters;
    ip('link', 'del', name);
    await until(() => capture.counters.restarts > restarts, 'the capture to notice');
    make();
    await isOpen(capture);
    await seesPackets();
  },
);
