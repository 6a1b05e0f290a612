import { createLogger, redisAddress } from '@ja4-platform/common';
import { Redis } from 'ioredis';
import { createMetrics } from '../metrics.js';
import { runWorkers, type Handlers } from '../run.js';

// A process whose training never ends, for tests that kill it: `node hanging-worker.js DATABASE`.
const nothing = (): Promise<Record<string, never>> => Promise.resolve({});
const handlers: Handlers = {
  correlation: { tick: nothing, repair: nothing },
  detection: {
    score: nothing,
    evaluate: nothing,
    retrain: async (_, { id }) => {
      process.stdout.write(`training ${id}\n`);
      return new Promise(() => {});
    },
  },
};
const connection = new Redis(redisAddress(process.env.REDIS_URL!), { maxRetriesPerRequest: null });
runWorkers(connection, process.argv[2]!, handlers, createMetrics(), createLogger('test', 'error'));
