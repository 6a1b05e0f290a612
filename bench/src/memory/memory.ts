import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { services, startPlatform } from '../platform.js';
import { BatchTemplate } from '../traffic/batch-template.js';
import { post } from '../ingest/send.js';

const limitMiB = 1536;
const batches = 40;
const restMs = 60_000;

/** Resident memory of the whole platform a minute after it took 200,000 requests; it holds below 1.5 GB. */
export async function memoryBench(): Promise<{ holds: boolean; result: unknown }> {
  const platform = await startPlatform();
  try {
    const template = new BatchTemplate(5000);
    for (let number = 0; number < batches; number++) {
      await post(platform, 'tls', template.handshakes(number, 1, Date.now()));
      await post(platform, 'http', template.batch(number, Date.now()).http);
    }
    await sleep(restMs);
    const ofService = Object.fromEntries(services.map((service) => [service, residentMiB(platform.pid(service) ?? 0)]));
    const total = platform.pids().reduce((sum, pid) => sum + residentMiB(pid), 0);
    return { holds: total < limitMiB, result: { resident_mib: { ...ofService, total }, limit_mib: limitMiB } };
  } finally {
    await platform.stop();
  }
}

function residentMiB(pid: number): number {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib ?? 0) / 1024);
  } catch {
    return 0;
  }
}
