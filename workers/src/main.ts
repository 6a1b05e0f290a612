import { createLogger, loadSettings, onShutdown, redisAddress, SettingsError } from '@ja4-platform/common';
import { createClient } from '@ja4-platform/sdk';
import { Redis } from 'ioredis';
import { evaluateJob } from './bot-detector/evaluate.job.js';
import { OpenModels } from './bot-detector/judges.js';
import { retrainJob } from './bot-detector/retrain.job.js';
import { scoreJob } from './bot-detector/score.job.js';
import { repairJob } from './correlator/repair.job.js';
import { tickJob } from './correlator/tick.job.js';
import { listenForHealth } from './health.js';
import { createMetrics } from './metrics.js';
import { runWorkers } from './run.js';

/** The hourly repair and large pages of features take longer than what people wait for. */
const CALL_LIMIT_MS = 120_000;
/** Below the ten seconds after which a process that is told to end is given up. */
const DRAIN_MS = 8000;

/** Consumes the queues until the process is told to end. */
async function start(): Promise<void> {
  const {
    REDIS_URL: redisUrl,
    JA4_API_URL: baseUrl,
    JA4_API_KEY: apiKey,
    CLICKHOUSE_DATABASE: database,
    JA4_HOST: host,
    JA4_WORKERS_PORT: port,
  } = loadSettings(['REDIS_URL', 'JA4_API_URL', 'JA4_API_KEY', 'CLICKHOUSE_DATABASE', 'JA4_HOST', 'JA4_WORKERS_PORT']);
  if (!redisUrl) throw new SettingsError('REDIS_URL: not set; `npm start` starts one');
  if (!baseUrl) throw new SettingsError('JA4_API_URL: not set; it says where the API is');
  if (!apiKey) throw new SettingsError('JA4_API_KEY: not set; worker.key in the data directory of the API holds one');

  const logger = createLogger('workers');
  const metrics = createMetrics();
  const client = createClient({ baseUrl, apiKey, timeoutMs: CALL_LIMIT_MS });
  // BullMQ blocks on this connection for as long as it takes, also while Redis is away.
  const redis = new Redis(redisAddress(redisUrl), { maxRetriesPerRequest: null });
  redis.on('error', (error) => logger.debug({ err: error }, 'Redis cannot be reached'));

  let draining = false;
  const unready = (): string | undefined =>
    draining ? 'draining' : redis.status === 'ready' ? undefined : `Redis is ${redis.status}`;
  const health = await listenForHealth(host, port, metrics.registry, unready);
  const models = new OpenModels(client);
  const tick = tickJob(client, logger);
  const handlers = {
    correlation: { tick, repair: repairJob(client, tick) },
    detection: {
      score: scoreJob(client, Date, models),
      retrain: retrainJob(client, Date, models),
      evaluate: evaluateJob(client),
    },
  };
  const workers = runWorkers(redis, database, handlers, metrics, logger);
  logger.info({ address: health.address() }, 'working');

  onShutdown(async () => {
    draining = true;
    await workers.close(DRAIN_MS);
    redis.disconnect();
    health.close();
  });
}

start().catch((error: unknown) => {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else createLogger('workers').fatal({ err: error }, 'the workers could not start');
  process.exit(1);
});
