import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawnOwned } from './owned-process.mjs';
import { until } from './ready.mjs';

const module = JSON.stringify(new URL('./owned-process.mjs', import.meta.url).href);
const watcher = fileURLToPath(new URL('./watcher.mjs', import.meta.url));

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a process whose owner is killed with SIGKILL', () => {
  let dir;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'ja4-owned-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Starts an owner of one process, kills the owner, and resolves when the process is gone, too. */
  async function goneWithItsOwner(owned) {
    const program = `
      const { spawnOwned } = await import(${module});
      const child = spawnOwned(${JSON.stringify(owned)});
      child.stdout.once('data', (text) => console.log(String(text).trim()));
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = await once(owner.stdout, 'data');
    const pid = Number(text);
    assert.ok(isRunning(pid));
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await until(() => !isRunning(pid), AbortSignal.timeout(5_000), 20);
  }

  const sh = ['-c', 'echo $$; while true; do sleep 0.1; done'];

  it('goes with it when it is any program', () => goneWithItsOwner({ program: '/bin/sh', args: sh }));

  it('goes with it when it is a program of the project that watches its pipe', async () => {
    const script = join(dir, 'program.cjs');
    writeFileSync(script, `console.log(process.pid); process.stdin.resume().on('end', () => process.exit());`);
    await goneWithItsOwner({ script });
  });

  it('goes with it under the watcher, which stands in where there is no setpriv', () =>
    goneWithItsOwner({ script: watcher, args: ['/bin/sh', ...sh] }));

  it('has the exit code and the signals of its program under the watcher', async () => {
    const child = spawn(process.execPath, [
      watcher,
      '/bin/sh',
      '-c',
      'trap "exit 7" TERM; echo; for each in $(seq 100); do sleep 0.1; done',
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [7, null]);
  });
});

it('a process that is to yield does so with every thread, and with its session where Linux shares by sessions', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ja4-owned-'));
  const script = join(dir, 'program.cjs');
  writeFileSync(script, `process.stdin.resume().on('end', () => process.exit()); console.log('ready');`);
  const child = spawnOwned({ script, niceness: 7 });
  try {
    await once(child.stdout, 'data');
    const threads = readdirSync(`/proc/${child.pid}/task`).map(Number);
    assert.ok(threads.length > 1);
    assert.deepEqual(new Set(threads.map((thread) => getPriority(thread))), new Set([7]));
    const group = `/proc/${child.pid}/autogroup`;
    if (existsSync(group)) assert.match(readFileSync(group, 'utf8'), / nice 7$/m);
  } finally {
    child.stdin.end();
    await once(child, 'exit');
    rmSync(dir, { recursive: true });
  }
});
