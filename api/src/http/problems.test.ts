import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { rootDir } from './pages.js';
import { problems } from './problem.js';

test('every kind of problem has its page, and no page is left over', () => {
  const pages = readdirSync(join(rootDir, 'docs', 'problems')).toSorted();
  assert.deepEqual(
    pages,
    Object.keys(problems)
      .map((code) => `${code}.md`)
      .toSorted(),
  );
  for (const [code, { status, title }] of Object.entries(problems)) {
    const page = readFileSync(join(rootDir, 'docs', 'problems', `${code}.md`), 'utf8');
    assert.ok(page.startsWith(`# ${title}\n\n\`${code}\`, status ${status}\n`), code);
  }
});
