import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { redisAddress, SettingsError, type Logger, type Settings } from '@ja4-platform/common';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { createApp } from './app.js';
import type { AuditLog } from './audit/audit-log.js';
import type { apiSettings, Clock, Context } from './context.js';
import { prepareDataDirectory } from './first-start.js';
import { createLimitedServer } from './http/server-limits.js';
import { createQueues } from './queues/queues.js';
import { migrateUp } from './store/migrations.js';
import { retentionOf } from './store/retention.js';
import { Store } from './store/store.js';

/** A running API. */
export interface Server {
  /** `http://host:port` */
  readonly address: string;
  readonly context: Context;
  readonly auditLog: AuditLog;
  /** Imports the lists that come with the installation where they are not there yet. */
  importDefaultLists(): Promise<void>;
  /** Fills the aggregates that a migration made anew, whoever ran it. */
  fillAggregates(): Promise<void>;
  /** Takes no new requests, finishes those it has, and lets go of the store and Redis. */
  close(): Promise<void>;
}

const drainMs = 8000;

/**
 * Migrates the store, prepares the data directory and listens.
 *
 * @throws SettingsError when CLICKHOUSE_URL or REDIS_URL is missing: the launcher sets them, a cluster's operator does.
 */
export async function startServer(
  settings: Settings<(typeof apiSettings)[number]>,
  logger: Logger,
  clock: Clock = Date,
): Promise<Server> {
  const { CLICKHOUSE_URL: clickhouseUrl, REDIS_URL: redisUrl, CLICKHOUSE_DATABASE: database } = settings;
  if (!clickhouseUrl) throw new SettingsError('CLICKHOUSE_URL: not set; `npm start` starts an embedded one');
  if (!redisUrl) throw new SettingsError('REDIS_URL: not set; `npm start` starts one');

  const store = new Store(clickhouseUrl, database);
  await migrateUp(store, { retention: retentionOf(settings), logger });
  const redis = new Redis(redisAddress(redisUrl), {
    enableOfflineQueue: false,
    commandTimeout: 1000,
    lazyConnect: true,
  });
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis cannot be reached'));
  // The first start locks what it makes. Any other goes on without Redis, which is tried again and again.
  await redis.connect().catch(() => undefined);
  const queues = createQueues(redisUrl, database, logger);
  const context: Context = { settings, logger, clock, store, redis, queues, metrics: new Registry() };
  const app = createApp(context);
  await prepareDataDirectory(settings.JA4_DATA_DIR, app.authentication.keys, app.users);

  const server = createLimitedServer(app.express);
  server.listen(settings.JA4_PORT, settings.JA4_HOST);
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;

  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    context,
    auditLog: app.auditLog,
    importDefaultLists: app.importDefaultLists,
    fillAggregates: app.fillAggregates,
    async close() {
      app.readiness.isDraining = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      app.streams.close();
      const hurry = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(hurry);
      await app.close();
      await queues.close();
      redis.disconnect();
      await store.close();
    },
  };
}
