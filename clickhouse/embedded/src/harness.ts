import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { startEmbeddedClickhouse } from './index.js';

export interface Harness {
  client: ClickHouseClient;
  /** Address with credentials; the embedded one has its own data directory. */
  url: string;
  /** The rows of a query. */
  rows<T>(query: string, query_params?: Record<string, unknown>): Promise<T[]>;
}

/** True when the suite runs against a server of its own: what only the embedded ClickHouse promises is skipped. */
export const remote = Boolean(process.env.CLICKHOUSE_URL) && !process.env.CLICKHOUSE_IS_EMBEDDED;

/** An empty directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'embedded-clickhouse-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A client in an empty database of CLICKHOUSE_URL or, when that is not set, of an embedded ClickHouse. */
export function useClickhouse(): Harness {
  const harness = {} as Harness;
  const database = `test_${randomBytes(6).toString('hex')}`;
  let stop: (() => Promise<void>) | undefined;
  before(async () => {
    let url = process.env.CLICKHOUSE_URL;
    if (!url) {
      const embedded = await startEmbeddedClickhouse({ path: temporaryDirectory() });
      url = embedded.url;
      stop = () => embedded.stop();
    }
    const log = { level: ClickHouseLogLevel.OFF };
    const admin = createClient({ url, log });
    await admin.command({ query: `CREATE DATABASE ${database}` });
    await admin.close();
    harness.url = url;
    harness.client = createClient({ url, database, log });
    harness.rows = async <T>(query: string, query_params?: Record<string, unknown>) =>
      (await harness.client.query({ query, query_params, format: 'JSONEachRow' })).json<T>();
  });
  after(async () => {
    await harness.client.command({ query: `DROP DATABASE ${database}` });
    await harness.client.close();
    await stop?.();
  });
  return harness;
}
