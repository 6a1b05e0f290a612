import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootDir } from '../http/pages.js';
import { featuresPage } from './features-page.js';

test('docs/features.md names the features of the lists', () => {
  const file = join(rootDir, 'docs/features.md');
  if (process.env.UPDATE_PAGES) writeFileSync(file, featuresPage);
  assert.equal(
    readFileSync(file, 'utf8'),
    featuresPage,
    'run `UPDATE_PAGES=1 npm test -- features-page` and commit the page',
  );
});
