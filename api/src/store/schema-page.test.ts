import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootDir } from '../http/pages.js';
import { skipWithoutServices } from '../testing/harness.js';
import { migrateUp } from './migrations.js';
import { Retention } from './retention.js';
import { schemaPage } from './schema-page.js';
import { Store } from './store.js';

test('docs/database/schema.md is what the migrations make', { skip: skipWithoutServices }, async () => {
  const store = new Store(process.env.CLICKHOUSE_URL!, `test_page_${process.pid}`);
  try {
    await migrateUp(store, { retention: new Retention(7) });
    const file = join(rootDir, 'docs/database/schema.md');
    const page = await schemaPage(store);
    if (process.env.UPDATE_PAGES) writeFileSync(file, page);
    assert.equal(readFileSync(file, 'utf8'), page, 'run `UPDATE_PAGES=1 npm test -- schema-page` and commit the page');
  } finally {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  }
});
