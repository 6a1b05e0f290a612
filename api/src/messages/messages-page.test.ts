import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootDir } from '../http/pages.js';
import { messagesPage } from './messages-page.js';

test('docs/messages.md has every message', () => {
  const file = join(rootDir, 'docs/messages.md');
  if (process.env.UPDATE_PAGES) writeFileSync(file, messagesPage);
  const hint = 'run `UPDATE_PAGES=1 npm test -- messages-page` and commit the page';
  assert.equal(readFileSync(file, 'utf8'), messagesPage, hint);
});
