import { setTimeout as sleep } from 'node:timers/promises';
import { services, startPlatform, untilAtRest, type Platform } from '../platform.js';
import { cpuSecondsOf } from '../proc.js';
import { writeRecords } from './records.js';
import { SensorProcess } from './sensor-process.js';
import { startSink } from './sink.js';

const events = 500_000;
const nowhere = 'http://127.0.0.1:1024';

/** What takes the events, and how many of them it has. */
interface Receiver {
  readonly url: string;
  readonly key: string;
  landed(): Promise<number>;
}

export interface Drain {
  readonly events: number;
  readonly events_per_s: number;
  readonly highest_resident_mib: number;
  /** Of the sensor, by 100,000 events. */
  readonly sensor_cpu_s_per_100k: number;
}

/** A full spool into the whole platform, correlation at work, with what each of its processes used meanwhile. */
export async function drainIntoPlatform(): Promise<Drain & { receiving_cpu_s_per_100k: Record<string, number> }> {
  const platform = await startPlatform({ JA4_BACKLOG_BATCHES: '100000' });
  try {
    await untilAtRest(platform);
    const before = cpuByService(platform);
    const drained = await drain({
      url: platform.apiUrl,
      key: platform.sensorKey,
      landed: async () => Number(await platform.sql('SELECT sum(good) FROM ingest_batches FINAL')),
    });
    const used = services.map((name, at) => [
      name,
      perHundredThousand((cpuByService(platform)[at] ?? 0) - (before[at] ?? 0)),
    ]);
    return { ...drained, receiving_cpu_s_per_100k: Object.fromEntries(used) as Record<string, number> };
  } finally {
    await platform.stop();
  }
}

/** A full spool into something that only unpacks and counts: what the sensor itself can do. */
export async function drainIntoSink(): Promise<Drain> {
  const sink = await startSink();
  try {
    return await drain({ url: sink.url, key: 'any', landed: () => Promise.resolve(sink.lines()) });
  } finally {
    sink.stop();
  }
}

async function drain(receiver: Receiver): Promise<Drain> {
  const sensor = new SensorProcess();
  try {
    let socket = await sensor.start(nowhere, receiver.key);
    await writeRecords(socket, events);
    while ((sensor.status?.http.spool.stored ?? 0) < events) await sleep(200);
    await sensor.stop('SIGKILL');
    socket.destroy();

    socket = await sensor.start(receiver.url, receiver.key);
    const start = performance.now();
    let highest = 0;
    for (; (await receiver.landed()) < events; await sleep(100)) highest = Math.max(highest, sensor.residentMib.sensor);
    const seconds = (performance.now() - start) / 1000;
    socket.destroy();
    return {
      events,
      events_per_s: Math.round(events / seconds),
      highest_resident_mib: highest,
      sensor_cpu_s_per_100k: perHundredThousand(sensor.cpuSeconds.sensor),
    };
  } finally {
    await sensor.remove();
  }
}

function cpuByService(platform: Platform): number[] {
  return services.map((name) => cpuSecondsOf(platform.pid(name) ?? 0));
}

function perHundredThousand(seconds: number): number {
  return Math.round((seconds * 100_000 * 100) / events) / 100;
}
