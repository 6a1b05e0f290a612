import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedCommand } from '@ja4-platform/embedded-clickhouse';
import { findProgram, root } from '../setup/paths.mjs';
import { secretFile, socketPath } from './data-dir.mjs';
import { LogFile } from './log-file.mjs';
import { freePort, httpAnswers, redisAnswers, until } from './ready.mjs';
import { Service } from './service.mjs';

const redisMemory = '256mb';
/** Of services that compute for long: beside a busy ClickHouse the API, which computes little, waited 160 ms for a processor. */
const nicenessOfComputing = 10;

function service(dataDir, say, options) {
  return new Service({ log: new LogFile(join(dataDir, 'logs', `${options.name}.log`)), say, ...options });
}

/** Returns the embedded ClickHouse of a data directory and its URL, which stays when the process is started again. */
export async function embeddedClickHouse(dataDir, say) {
  const port = await freePort();
  const passwordFile = secretFile(dataDir, 'clickhouse.password');
  const path = join(dataDir, 'clickhouse');
  return {
    url: `http://default:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}`,
    service: service(dataDir, say, {
      name: 'clickhouse',
      ...embeddedCommand({ path, port, passwordFile }),
      niceness: nicenessOfComputing,
      ready: (signal) => until(() => httpAnswers(`http://127.0.0.1:${port}/ping`), signal),
    }),
  };
}

/** Returns a Redis of a data directory, on a UNIX socket only, and its URL. */
export function ownRedis(dataDir, say) {
  const socket = socketPath(dataDir, 'redis.sock');
  const dir = join(dataDir, 'redis');
  mkdirSync(dir, { recursive: true });
  const flags = {
    dir,
    unixsocket: socket,
    unixsocketperm: '700',
    port: '0',
    appendonly: 'yes',
    save: '',
    // A queue must refuse new jobs rather than lose old ones.
    'maxmemory-policy': 'noeviction',
    maxmemory: redisMemory,
    daemonize: 'no',
    'always-show-logo': 'no',
  };
  return {
    url: `unix://${socket}`,
    service: service(dataDir, say, {
      name: 'redis',
      program: findProgram('redis-server', 'valkey-server'),
      args: Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
      ready: (signal) => until(() => redisAnswers(socket), signal),
    }),
  };
}

/**
 * A small young generation: bodies of batches are garbage outside V8's heap, which only a collection gives back. Measured
 * while taking batches: a third less time in collections, and 70 MB less memory.
 */
const apiFlags = ['--max-semi-space-size=4'];

/** Returns the API with the dashboard. It mints the keys of the data directory at its first start. */
export function api(dataDir, say, { url, env }) {
  return service(dataDir, say, {
    name: 'api',
    flags: apiFlags,
    script: join(root, 'api/dist/main.js'),
    env: { ...env, JA4_DATA_DIR: dataDir },
    ready: (signal) => until(() => httpAnswers(`${url}/readyz`), signal),
  });
}

/** Returns the workers; the API must have minted their key. */
export function workers(dataDir, say, { port, env }) {
  return service(dataDir, say, {
    name: 'workers',
    script: join(root, 'workers/dist/main.js'),
    niceness: nicenessOfComputing,
    env: {
      ...env,
      JA4_API_KEY: readFileSync(join(dataDir, 'worker.key'), 'utf8').trim(),
      JA4_WORKERS_PORT: String(port),
    },
    ready: (signal) => until(() => httpAnswers(`http://127.0.0.1:${port}/readyz`), signal),
  });
}
