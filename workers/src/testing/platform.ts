import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from '@ja4-platform/sdk';

/** True when the test runner started ClickHouse and Redis. */
const hasServices = Boolean(process.env.CLICKHOUSE_URL && process.env.REDIS_URL);
export const skipWithoutServices = hasServices ? false : 'needs CLICKHOUSE_URL and REDIS_URL: run `npm test`';

/** A real API and real workers on a database of their own. */
export interface Platform {
  readonly workersAddress: string;
  clientOf(kind: 'admin' | 'worker' | 'sensor'): Promise<Client>;
  /** Ends the workers with SIGTERM and gives back their exit code. */
  stopWorkers(): Promise<number | null>;
  close(): Promise<void>;
}

const entry = (room: string): string => fileURLToPath(new URL(`../../../${room}/dist/main.js`, import.meta.url));

/** Starts a process and waits for the line of its log that says where it listens. */
async function started(room: string, env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [entry(room)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('"address"')) {
      child.stderr.resume();
      return { child, line };
    }
    lines.push(line);
  }
  throw new Error(`${room} ended before it listened:\n${lines.join('\n')}`);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

async function dropped(database: string): Promise<void> {
  const { origin, username, password } = new URL(process.env.CLICKHOUSE_URL!);
  const headers = {
    'x-clickhouse-user': decodeURIComponent(username),
    'x-clickhouse-key': decodeURIComponent(password),
  };
  const response = await fetch(origin, { method: 'POST', headers, body: `DROP DATABASE ${database}` });
  if (!response.ok) throw new Error(`the database of the test could not be dropped: ${await response.text()}`);
}

export async function startPlatform(): Promise<Platform> {
  const directory = await mkdtemp(join(tmpdir(), 'ja4-workers-'));
  const database = `test_workers_${process.pid}`;
  const shared = { CLICKHOUSE_DATABASE: database, JA4_LOG_LEVEL: 'info' };
  const key = async (kind: string): Promise<string> => (await readFile(join(directory, `${kind}.key`), 'utf8')).trim();

  const api = await started('api', { ...shared, JA4_DATA_DIR: directory, JA4_PORT: '0', JA4_GRACE_MS: '0' });
  const baseUrl = (JSON.parse(api.line) as { address: string }).address;
  const workers = await started('workers', {
    ...shared,
    JA4_API_URL: baseUrl,
    JA4_API_KEY: await key('worker'),
    JA4_WORKERS_PORT: '0',
  });
  const { port } = (JSON.parse(workers.line) as { address: { port: number } }).address;
  return {
    workersAddress: `http://127.0.0.1:${port}`,
    clientOf: async (kind) => createClient({ baseUrl, apiKey: await key(kind) }),
    stopWorkers: () => ended(workers.child),
    async close() {
      await ended(workers.child);
      await ended(api.child);
      await dropped(database);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
