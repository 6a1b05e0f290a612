import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, loadSettings } from '@ja4-platform/common';
import { apiSettings, type Clock } from '../context.js';
import type { CreatedApiKey, NewApiKey } from '../keys/keys.types.js';
import { startServer, type Server } from '../server.js';
import { Store } from '../store/store.js';
import { restoreTemplate, testRetentionDays } from './template.js';

/** True when the test runner started ClickHouse and Redis: `npm test` does, a bare `node --test` does not. */
const hasServices = Boolean(process.env.CLICKHOUSE_URL && process.env.REDIS_URL);
/** For `test(name, { skip: skipWithoutServices })`. */
export const skipWithoutServices = hasServices ? false : 'needs CLICKHOUSE_URL and REDIS_URL: run `npm test`';

/** An API on a database of its own. */
export interface Harness extends Server {
  readonly adminKey: string;
  readonly password: string;
  /** Makes a key and returns its secret. */
  key(wanted: NewApiKey): Promise<string>;
  /** Calls the API with the admin key, or with `headers` of one's own. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

let count = 0;

/** Starts an API on an empty database; `close` drops the database. */
export async function startHarness(clock: Clock = Date, env: NodeJS.ProcessEnv = {}): Promise<Harness> {
  const directory = await mkdtemp(join(tmpdir(), 'ja4-test-'));
  const settings = loadSettings(apiSettings, {
    CLICKHOUSE_URL: process.env.CLICKHOUSE_URL,
    REDIS_URL: process.env.REDIS_URL,
    CLICKHOUSE_DATABASE: `test_${process.pid}_${Date.now()}_${count++}`,
    JA4_DATA_DIR: directory,
    JA4_PORT: '0',
    JA4_RETENTION_DAYS: String(testRetentionDays),
    ...env,
  });
  await restoreTemplate(settings.CLICKHOUSE_DATABASE);
  const server = await startServer(settings, createLogger('api', 'warn'), clock);
  const store = new Store(settings.CLICKHOUSE_URL!, settings.CLICKHOUSE_DATABASE);
  if (clock !== Date) await keepRows(store);
  const adminKey = (await readFile(join(directory, 'admin.key'), 'utf8')).trim();
  const password = (await readFile(join(directory, 'admin.password'), 'utf8')).trim();
  const call: Harness['call'] = (path, init = {}) => {
    const headers = { authorization: `Bearer ${adminKey}`, ...(init.headers as Record<string, string>) };
    return fetch(server.address + path, { ...init, headers });
  };
  return {
    ...server,
    call,
    adminKey,
    password,
    async key(wanted) {
      const headers = { 'content-type': 'application/json' };
      const response = await call('/v1/keys', { method: 'POST', headers, body: JSON.stringify(wanted) });
      return ((await response.json()) as CreatedApiKey).key;
    },
    async close() {
      await server.close();
      await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** ClickHouse removes rows by its own clock: those of a test that stands still would some day be too old for it. */
async function keepRows(store: Store): Promise<void> {
  const sql = `SELECT name FROM system.tables WHERE database = {database:String}
    AND engine_full LIKE '% TTL %'
    AND toUInt32OrZero(extract(engine_full, 'toIntervalDay\\\\((\\\\d+)\\\\)')) < ${testRetentionDays}`;
  const ageing = await store.rows<{ name: string }>('test', sql, { database: store.database });
  for (const { name } of ageing) await store.command('test', `ALTER TABLE ${store.database}.${name} REMOVE TTL`);
}
