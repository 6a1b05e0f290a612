import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LogFile } from './log-file.mjs';

describe('LogFile', () => {
  let dir;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'ja4-log-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('goes on where it was, also in another process', () => {
    for (const text of ['one\n', 'two\n']) {
      const log = new LogFile(join(dir, 'api.log'));
      log.write(text);
      log.close();
    }
    assert.equal(readFileSync(join(dir, 'api.log'), 'utf8'), 'one\ntwo\n');
  });

  it('keeps the newest output and one file before it, whatever is written', () => {
    const log = new LogFile(join(dir, 'api.log'), 1000);
    const line = `${'x'.repeat(99)}\n`;
    for (let i = 0; i < 1000; i++) log.write(line);
    log.write('last\n');
    log.close();
    assert.deepEqual(readdirSync(dir), ['api.log', 'api.log.1']);
    assert.match(readFileSync(join(dir, 'api.log'), 'utf8'), /last\n$/);
    for (const name of readdirSync(dir)) assert.ok(statSync(join(dir, name)).size <= 1100);
  });

  it('counts what a full disk does not take, and goes on', { skip: process.platform !== 'linux' }, () => {
    const log = new LogFile('/dev/full');
    log.write('lost');
    log.write('lost too');
    assert.equal(log.lostBytes, 12);
    log.close();
  });
});
