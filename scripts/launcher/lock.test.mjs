import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { lockName, takeLock } from './lock.mjs';

const module = JSON.stringify(new URL('./lock.mjs', import.meta.url).href);

describe('takeLock', () => {
  let dir;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'ja4-lock-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Starts a process that takes the lock and holds it. */
  async function holder() {
    const program = `
      const { takeLock } = await import(${module});
      await takeLock(${JSON.stringify(dir)}, 'npm run demo');
      console.log('held');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  }

  it('is refused while another process holds it, naming the process and its command', async () => {
    const child = await holder();
    await assert.rejects(takeLock(dir, 'npm start'), (error) => {
      assert.match(error.message, new RegExp(`in use by process ${child.pid} \\(npm run demo, since `));
      return true;
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('is free again when its holder was killed, and leaves nothing else behind', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = await takeLock(dir, 'npm start');
    assert.deepEqual(readdirSync(dir), [lockName]);
    unlock();
    assert.ok(!existsSync(join(dir, lockName)));
  });

  it('is free when its process id belongs to another process by now', async () => {
    writeFileSync(
      join(dir, lockName),
      JSON.stringify({ pid: process.ppid, born: '1', command: 'npm start', since: '' }),
    );
    (await takeLock(dir, 'npm start'))();
  });

  it('is free when it was not written to the end', async () => {
    writeFileSync(join(dir, lockName), '{"pid":');
    (await takeLock(dir, 'npm start'))();
  });
});
