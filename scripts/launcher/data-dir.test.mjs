import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { emptyDataDir, openDataDir, secretFile, socketPath } from './data-dir.mjs';
import { takeLock } from './lock.mjs';

let dir;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'ja4-data-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const modeOf = (path) => statSync(path).mode & 0o777;

describe('openDataDir', () => {
  it('makes a directory that is readable by its owner alone, and opens it again', () => {
    const dataDir = join(dir, 'new/data');
    openDataDir(dataDir);
    openDataDir(dataDir);
    assert.equal(modeOf(dataDir), 0o700);
    assert.ok(existsSync(join(dataDir, 'logs')));
  });

  it('takes an empty directory, and one that an API made alone', () => {
    openDataDir(dir);
    const alone = join(dir, 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'admin.key'), 'key');
    openDataDir(alone);
  });

  it('refuses a directory that holds something else, and leaves it alone', () => {
    writeFileSync(join(dir, 'thesis.tex'), '');
    assert.throws(() => openDataDir(dir), /JA4_DATA_DIR=.* holds other files/);
    assert.deepEqual(readdirSync(dir), ['thesis.tex']);
  });

  it('refuses a file', () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    assert.throws(() => openDataDir(file), /JA4_DATA_DIR/);
  });
});

it('emptyDataDir leaves nothing but a fresh directory and the lock', async () => {
  openDataDir(dir);
  const unlock = await takeLock(dir, 'npm run demo');
  mkdirSync(join(dir, 'clickhouse/store'), { recursive: true });
  writeFileSync(join(dir, 'admin.key'), 'key');
  emptyDataDir(dir);
  assert.deepEqual(readdirSync(dir).sort(), ['ja4-data-dir', 'launcher.lock', 'logs']);
  unlock();
});

it('secretFile makes a secret once, readable by its owner alone', () => {
  const path = secretFile(dir, 'password');
  const { size, mtimeMs } = statSync(path);
  assert.equal(modeOf(path), 0o600);
  assert.ok(size >= 32);
  assert.equal(statSync(secretFile(dir, 'password')).mtimeMs, mtimeMs);
});

describe('socketPath', () => {
  it('stays in the data directory where the path is short', () => {
    assert.equal(socketPath('/srv/ja4', 'redis.sock', dir), '/srv/ja4/redis.sock');
  });

  it('moves to a private directory where the path would be too long, always the same one', () => {
    const long = `/srv/${'long/'.repeat(30)}`;
    const path = socketPath(long, 'redis.sock', dir);
    assert.ok(path.startsWith(`${dir}/ja4-`) && Buffer.byteLength(path) < 104);
    assert.equal(modeOf(join(path, '..')), 0o700);
    assert.equal(socketPath(long, 'redis.sock', dir), path);
    assert.notEqual(socketPath(`${long}2`, 'redis.sock', dir), path);
  });

  it('counts bytes, not letters', () => {
    assert.ok(socketPath(`/srv/${'é'.repeat(60)}`, 'redis.sock', dir).startsWith(dir));
  });

  it('refuses a directory that others may read', () => {
    const long = `/srv/${'long/'.repeat(30)}`;
    chmodSync(join(socketPath(long, 'redis.sock', dir), '..'), 0o755);
    assert.throws(() => socketPath(long, 'redis.sock', dir), /is not only ours/);
  });
});
