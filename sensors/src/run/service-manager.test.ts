import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../testing/sensor-process.js';
import { ServiceManager } from './service-manager.js';

const unexpected = (message: string): void => assert.equal(message, '');

/** systemd's end of the socket: Node has no datagram sockets of this family. */
const receiver = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1])
while True: print(s.recv(4096).decode().replace("\\n", " "), flush=True)
`;
const missing = ['systemd-notify', 'python3'].filter((name) => spawnSync(name, ['--version']).status !== 0);

test(
  'systemd hears of the start, of life twice in the watchdog time, of reloads and of the end',
  { skip: missing.length > 0 ? `not installed: ${missing.join(', ')}` : false },
  async (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'ja4-notify-'));
    const path = join(dir, 'notify');
    const systemd = spawn('python3', ['-c', receiver, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let heard = '';
    systemd.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text));
    t.after(async () => {
      systemd.kill('SIGKILL');
      await once(systemd, 'exit');
      rmSync(dir, { recursive: true });
    });
    await until(() => existsSync(path), 'the socket');
    const env = { ...process.env, NOTIFY_SOCKET: path, WATCHDOG_USEC: '400000' };
    const manager = new ServiceManager(unexpected, env);
    manager.ready();
    await until(() => heard.split('WATCHDOG=1').length > 3, 'three signs of life');
    manager.reloaded();
    manager.stopping();
    await until(() => heard.includes('STOPPING=1'), 'the end');
    assert.match(heard, new RegExp(`READY=1 MAINPID=${process.pid}`));
    assert.ok(heard.split('READY=1').length > 2);
  },
);

test('what keeps systemd from hearing is said; without systemd nothing is', async () => {
  const troubles: string[] = [];
  const failing = new ServiceManager((message) => troubles.push(message), { NOTIFY_SOCKET: '/x', PATH: '/nowhere' });
  failing.reloaded();
  new ServiceManager(unexpected, {}).ready();
  await until(() => troubles.length > 0, 'a word');
  assert.match(troubles[0]!, /systemd-notify/);
});
