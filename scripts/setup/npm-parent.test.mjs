import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

const module = JSON.stringify(new URL('./npm-parent.mjs', import.meta.url).href);

describe('npmWatch', { skip: process.platform !== 'linux' && 'reads /proc' }, () => {
  let dir;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ja4-npm-'));
    const program = `
      const { npmWatch } = await import(${module});
      const npmIsThere = npmWatch();
      console.log('there', npmIsThere());
      setInterval(() => npmIsThere() || process.exit(console.log('gone')), 20);`;
    writeFileSync(join(dir, 'program.mjs'), program);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  // Each stands in for npm: one runs the program through a shell that stays, the other through one that becomes it.
  for (const [name, line] of [
    ['a shell in between', 'node program.mjs; true'],
    ['nothing in between', 'exec node program.mjs'],
  ]) {
    it(`sees that npm was killed, with ${name}`, async () => {
      const npm = `require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(line)}], { stdio: 'inherit' })`;
      const child = spawn(process.execPath, ['-e', npm], {
        cwd: dir,
        env: { ...process.env, npm_lifecycle_event: 'demo' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [first] = await once(child.stdout, 'data');
      assert.equal(String(first), 'there true\n');
      child.kill('SIGKILL');
      const [last] = await once(child.stdout, 'data');
      assert.equal(String(last), 'gone\n');
    });
  }
});
