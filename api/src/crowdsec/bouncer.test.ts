import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Decision } from '../decisions/decisions.types.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';

const run = promisify(execFile);
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** A namespace has a loopback of its own; a UNIX socket is reached from there. */
const relay = `
const { connect, createServer } = require('node:net');
createServer((socket) => {
  const other = connect(process.argv[2]);
  socket.pipe(other).pipe(socket);
  for (const each of [socket, other]) each.on('error', () => {});
}).listen(8080, '127.0.0.1', () => require('node:fs').writeFileSync(process.argv[2] + '.ready', ''));`;

function whatIsMissing(): string | false {
  if (skipWithoutServices) return 'needs ClickHouse and Redis';
  const missing = ['crowdsec-firewall-bouncer', 'nft', 'nsenter', 'ip'].filter((program) => !has(program));
  if (missing.length) return `not installed: ${missing.join(', ')}`;
  return spawnSync('unshare', ['--net', 'true']).status === 0 ? false : 'no network namespace can be made here';
}

describe('CrowdSec’s firewall bouncer', { skip: whatIsMissing() }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-bouncer-'));
  const socket = join(directory, 'api.sock');
  let api: Harness;
  let calls: JsonCalls;
  let toApi: Server;
  const sockets = new Set<Socket>();
  let bouncer: ChildProcess | undefined;
  let output = '';
  before(async () => {
    api = await startHarness();
    calls = new JsonCalls(api);
    const port = Number(new URL(api.address).port);
    toApi = createServer((from) => {
      const to = connect(port, '127.0.0.1');
      from.pipe(to).pipe(from);
      for (const each of [from, to]) {
        each.on('error', () => {});
        sockets.add(each);
      }
    }).listen(socket);
    const settings = `
mode: nftables
pid_dir: ${directory}
update_frequency: 1s
daemonize: false
log_mode: stdout
log_level: info
api_url: http://127.0.0.1:8080/crowdsec/
api_key: ${await api.key({ name: 'nft', kind: 'bouncer' })}
disable_ipv6: false
deny_action: DROP
supported_decisions_types: [ban]
blacklists_ipv4: crowdsec-blacklists
blacklists_ipv6: crowdsec6-blacklists
nftables:
  ipv4: {enabled: true, set-only: false, table: crowdsec, chain: crowdsec-chain}
  ipv6: {enabled: true, set-only: false, table: crowdsec6, chain: crowdsec6-chain}
prometheus: {enabled: false}
`;
    writeFileSync(join(directory, 'bouncer.yaml'), settings);
    writeFileSync(join(directory, 'relay.cjs'), relay);
  });
  after(async () => {
    if (bouncer?.pid !== undefined && bouncer.exitCode === null) {
      process.kill(-bouncer.pid, 'SIGKILL');
      await once(bouncer, 'close');
    }
    for (const each of sockets) each.destroy();
    toApi.close();
    await api.close();
    rmSync(directory, { recursive: true });
  });

  const block = (value: string): Promise<Decision> =>
    calls.ok(201, 'POST', '/v1/decisions', {
      value,
      reason: 'by hand',
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
  const nft = async (...args: string[]): Promise<string> =>
    (await run('nsenter', ['-t', String(bouncer?.pid), '-n', 'nft', ...args])).stdout;
  /** Waits until a set of the kernel holds an element, or no longer. */
  async function until(family: 'ip' | 'ip6', element: string, isThere: boolean): Promise<void> {
    const name = family === 'ip' ? 'crowdsec' : 'crowdsec6';
    let found = '';
    for (let tries = 0; tries < 300; tries++) {
      found = await nft('list', 'set', family, name, `${name}-blacklists`).catch(String);
      if (found.includes(`${element} timeout`) === isThere) return;
      await delay(200);
    }
    assert.fail(`${element} ${isThere ? 'is not' : 'is still'} there: ${found}\n${output}`);
  }

  it('puts into the kernel what is decided, and takes out what is taken back or put on the allow list', async () => {
    const first = await block('203.0.113.9');
    await block('2001:db8::9');
    const script = `ip link set lo up; "$0" "$1" "$2" & until [ -e "$2.ready" ]; do sleep 0.1; done
      exec crowdsec-firewall-bouncer -c "$3"`;
    bouncer = spawn(
      'unshare',
      [
        '--net',
        'sh',
        '-c',
        script,
        process.execPath,
        join(directory, 'relay.cjs'),
        socket,
        join(directory, 'bouncer.yaml'),
      ],
      { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [bouncer.stdout, bouncer.stderr]) stream?.on('data', (text) => (output += String(text)));
    await until('ip', '203.0.113.9', true);
    await until('ip6', '2001:db8::9', true);
    await block('198.51.100.1');
    await until('ip', '198.51.100.1', true);
    await calls.ok(204, 'DELETE', `/v1/decisions/${first.decision_id}`);
    await until('ip', '203.0.113.9', false);
    await calls.ok(201, 'POST', '/v1/rules', { kind: 'allow', field: 'address', value: '198.51.100.0/24' });
    await until('ip', '198.51.100.1', false);
    await until('ip6', '2001:db8::9', true);
  });
});
