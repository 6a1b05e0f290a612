import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { digest, filesUnder } from './digest.mjs';

describe('the digest of a directory', () => {
  let dir;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ja4-digest-'));
    mkdirSync(join(dir, 'src/node_modules'), { recursive: true });
    writeFileSync(join(dir, 'src/b.ts'), 'one');
    writeFileSync(join(dir, 'src/node_modules/x.js'), '');
    writeFileSync(join(dir, 'a.json'), '{}');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const now = () => digest(filesUnder(dir));

  it('covers every file but installed packages', () => {
    const names = filesUnder(dir).map((file) => relative(dir, file));
    assert.deepEqual(names, ['a.json', 'src/b.ts']);
    assert.deepEqual(filesUnder(join(dir, 'a.json')), [join(dir, 'a.json')]);
    assert.deepEqual(filesUnder(join(dir, 'missing')), []);
  });

  it('changes with a content, a name, and a file more or less, and only then', () => {
    const seen = [now()];
    assert.equal(now(), seen[0]);
    const changes = [
      () => writeFileSync(join(dir, 'src/b.ts'), 'two'),
      () => renameSync(join(dir, 'src/b.ts'), join(dir, 'src/c.ts')),
      () => writeFileSync(join(dir, 'src/b.ts'), ''),
      () => rmSync(join(dir, 'src/c.ts')),
    ];
    for (const change of changes) {
      change();
      seen.push(now());
    }
    assert.equal(new Set(seen).size, 5);
  });
});
