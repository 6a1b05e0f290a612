import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@ja4-platform/sdk';
import { rootDir, services, startPlatform, type Platform, type Service } from '../platform.js';
import { makeTraffic } from '../traffic/traffic.js';
import { countFaults, type Expected } from './count.js';

export interface KillOptions {
  readonly rounds: number;
  /** Requests and handshakes together, in all rounds. */
  readonly events: number;
  /** Kills of each service (and of the sensor) in a round. */
  readonly killsPerRound: number;
  readonly log: (line: string) => void;
}

const requestsPerConnection = 4;
const settleMs = 180_000;
const victims = [...services, 'sensor'] as const;

/**
 * Sends traffic through the real sensor while SIGKILL hits every process in turn at random moments, then counts.
 *
 * @returns what was lost, doubled, left without its handshake, or counted differently by an aggregate: empty when the
 * promise of docs/architecture.md held.
 */
export async function killTest(options: KillOptions): Promise<string[]> {
  const platform = await startPlatform({ JA4_GRACE_MS: '1000' });
  const directory = mkdtempSync(join(tmpdir(), 'ja4-kill-'));
  const connections = Math.floor(options.events / options.rounds / (requestsPerConnection + 1));
  const expected: Expected[] = [];
  try {
    for (let round = 1; round <= options.rounds; round++) {
      const run = `kill${round}`;
      const traffic = makeTraffic({
        connections,
        requestsPerConnection,
        // An hour of its own for each round: reused 4-tuples must find the handshake of their own hour.
        startMs: Date.now() - (options.rounds - round + 1) * 3600_000,
        spanMs: 60_000,
        run,
      });
      const files = { pcap: join(directory, `${run}.pcap`), http: join(directory, `${run}.ndjson`) };
      writeFileSync(files.pcap, traffic.pcap);
      writeFileSync(files.http, `${traffic.requests.join('\n')}\n`);
      expected.push({ run, requests: traffic.requests.length, handshakes: connections });
      const kills = await sendUnderFire(platform, files, options.killsPerRound);
      options.log(`round ${round} of ${options.rounds}: ${kills.join(', ')}`);
    }
    await settle(platform);
    return await countFaults(platform, expected);
  } finally {
    await platform.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs the sensor until it has delivered everything, killing each victim `times` times on the way. */
async function sendUnderFire(
  platform: Platform,
  files: { pcap: string; http: string },
  times: number,
): Promise<string[]> {
  const plan = shuffled(Array.from({ length: times }, () => victims).flat());
  const kills: string[] = [];
  let sensor = startSensor(platform, files);
  let isDelivered = false;
  const supervise = async (): Promise<void> => {
    while (!isDelivered) {
      const [code] = (await once(sensor, 'exit')) as [number | null];
      if (code === 0 && plan.length === 0) isDelivered = true;
      else sensor = startSensor(platform, files);
    }
  };
  const fire = async (): Promise<void> => {
    for (let victim = plan.pop(); victim; victim = plan.pop()) {
      await sleep(300 + Math.random() * 1500);
      kills.push(await strike(platform, victim, () => sensor.kill('SIGKILL')));
    }
  };
  await Promise.all([supervise(), fire()]);
  return kills;
}

async function strike(platform: Platform, victim: Service | 'sensor', killSensor: () => boolean): Promise<string> {
  if (victim === 'sensor') {
    killSensor();
    return victim;
  }
  let pid = platform.pid(victim);
  for (let tries = 0; pid === undefined && tries < 100; tries++) {
    await sleep(100);
    pid = platform.pid(victim);
  }
  if (pid === undefined) throw new Error(`${victim} was not restarted`);
  process.kill(pid, 'SIGKILL');
  return victim;
}

function startSensor(platform: Platform, { pcap, http }: { pcap: string; http: string }) {
  const script = join(rootDir, 'sensors', 'dist', 'cli.js');
  return spawn(process.execPath, [script, 'replay', '--pcap', pcap, '--http', http, '--batch', '250'], {
    env: { ...process.env, JA4_API_URL: platform.apiUrl, JA4_API_KEY: platform.sensorKey },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

/** Waits until nothing waits for correlation. */
async function settle(platform: Platform): Promise<void> {
  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  for (const end = Date.now() + settleMs; Date.now() < end; await sleep(1000)) {
    const status = await client.status.get().catch(() => undefined);
    if (status?.backlog.batches === 0) return;
  }
  throw new Error('batches still wait for correlation after three minutes');
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
