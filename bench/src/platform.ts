import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSecondsOf } from './proc.js';

/** The root of the installation. */
export const rootDir = join(import.meta.dirname, '..', '..');

/** The processes that the launcher keeps running. */
export const services = ['clickhouse', 'redis', 'api', 'workers'] as const;
/** All of them together: whatever they do takes a whole core, and waiting for something to do 0.1 to 0.6 by the machine. */
const atRestCores = 0.7;
export type Service = (typeof services)[number];

const commandLineOf: Record<Service, RegExp> = {
  clickhouse: /clickhouse\/embedded\/dist\/main\.js/,
  redis: /(redis|valkey)-server/,
  api: /api\/dist\/main\.js/,
  workers: /workers\/dist\/main\.js/,
};

/** A platform of its own in a temporary directory, started by the launcher as `npm start` does. */
export interface Platform {
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly adminKey: string;
  readonly sensorKey: string;
  /** The process id of a service, or undefined while it is down. */
  pid(service: Service): number | undefined;
  /** Process ids of the launcher and everything it started. */
  pids(): number[];
  /** Runs a statement on the embedded ClickHouse, past the API, and returns the answer as text. */
  sql(statement: string, body?: string | Buffer): Promise<string>;
  stop(): Promise<void>;
}

/**
 * @param keptDir a data directory that stays when the platform stops; one that goes with it when absent
 * @throws Error with the end of the launcher's output when the API is not ready within two minutes.
 */
export async function startPlatform(env: NodeJS.ProcessEnv = {}, keptDir?: string): Promise<Platform> {
  const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'ja4-bench-'));
  const [apiPort, workersPort] = [await freePort(), await freePort()];
  const launcher = spawn(process.execPath, [join(rootDir, 'scripts', 'launch.mjs'), 'start'], {
    env: {
      ...process.env,
      // Servers of its own, whatever the tests around it use.
      CLICKHOUSE_URL: '',
      REDIS_URL: '',
      JA4_DATA_DIR: dataDir,
      JA4_PORT: String(apiPort),
      JA4_WORKERS_PORT: String(workersPort),
      ...env,
    },
    // Its channel tells the launcher when this process is gone, however it ended.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  }
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const readyUrls = [`${apiUrl}/readyz`, `http://127.0.0.1:${workersPort}/readyz`];
  try {
    await untilReady(readyUrls, launcher);
  } catch (error) {
    launcher.kill('SIGTERM');
    throw new Error(`${(error as Error).message}\n${output}`, { cause: error });
  }
  const secret = (file: string): string => readFileSync(join(dataDir, file), 'utf8').trim();
  const pid = (service: Service): number | undefined =>
    descendants(launcher.pid ?? 0).find((child) => commandLineOf[service].test(commandLine(child)));

  return {
    apiUrl,
    dataDir,
    adminKey: secret('admin.key'),
    sensorKey: secret('sensor.key'),
    pid,
    pids: () => [launcher.pid ?? 0, ...descendants(launcher.pid ?? 0)],
    sql: (statement, body) => runSql(commandLine(pid('clickhouse') ?? 0), statement, body),
    async stop() {
      const ended = once(launcher, 'exit');
      launcher.kill('SIGTERM');
      await ended;
      if (keptDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A store of millions has hours that were never scored, which comes first. */
const mostSecondsToRest = 2400;

/**
 * Waits until a new platform has done what it does once: imported the reference lists that come with it and made their
 * dictionaries, which takes more than a core for some twenty seconds.
 * @throws Error when it is still at work after forty minutes
 */
export async function untilAtRest(platform: Platform): Promise<void> {
  const used = (): number => services.reduce((sum, name) => sum + cpuSecondsOf(platform.pid(name) ?? 0), 0);
  for (let quietSeconds = 0, seconds = 0, before = used(); quietSeconds < 3; seconds++) {
    if (seconds > mostSecondsToRest) throw new Error('the platform is still at work after forty minutes');
    await sleep(1000);
    const now = used();
    quietSeconds = now - before < atRestCores ? quietSeconds + 1 : 0;
    before = now;
  }
}

async function untilReady(urls: string[], launcher: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (launcher.exitCode !== null) throw new Error('the launcher ended');
    const answers = await Promise.allSettled(urls.map((url) => fetch(url)));
    if (answers.every((answer) => answer.status === 'fulfilled' && answer.value.ok)) return;
    await sleep(500);
  }
  throw new Error('not ready after two minutes');
}

async function runSql(clickhouseCommand: string, statement: string, body?: string | Buffer): Promise<string> {
  const [, port] = /--port\s(\d+)/.exec(clickhouseCommand) ?? [];
  const [, passwordFile] = /--password-file\s(\S+)/.exec(clickhouseCommand) ?? [];
  if (!port || !passwordFile) throw new Error('the embedded ClickHouse is not running');
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('database', 'ja4_processing');
  if (body !== undefined) url.searchParams.set('query', statement);
  const headers = { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': readFileSync(passwordFile, 'utf8').trim() };
  const response = await fetch(url, { method: 'POST', headers, body: body ?? statement });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process ended between the listing and the reading.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
