import { setTimeout as sleep } from 'node:timers/promises';
import { startPlatform } from '../platform.js';
import { writeRecords } from './records.js';
import { SensorProcess } from './sensor-process.js';
import { startSink } from './sink.js';

const drained = { events: 500_000, perSecond: 30_000, residentMiB: 200 };
const day = { events: 10_000_000, growth: 1.1 };
/** Memory is sampled after each such part; what a million events show on average is compared. */
const part = 100_000;
const partsInMillion = 10;
const nowhere = 'http://127.0.0.1:1024';

/**
 * A full spool delivered to the whole platform, correlation at work; and a day's worth of events through one sensor with
 * its memory once it is warm and at the end.
 */
export async function sensorBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const drain = await drainBench(log);
  const soak = await soakBench(log);
  const holds =
    drain.events_per_s >= drained.perSecond &&
    drain.highest_resident_mib < drained.residentMiB &&
    soak.resident_mib.end <= soak.resident_mib.warm * day.growth;
  return { holds, result: { drain, soak } };
}

async function drainBench(log: (line: string) => void) {
  const platform = await startPlatform({ JA4_BACKLOG_BATCHES: '100000' });
  const sensor = new SensorProcess();
  try {
    let socket = await sensor.start(nowhere, platform.sensorKey);
    await writeRecords(socket, drained.events);
    while ((sensor.status?.http.spool.stored ?? 0) < drained.events) await sleep(200);
    log('drain: the spool is full');
    await sensor.stop('SIGKILL');
    socket.destroy();

    socket = await sensor.start(platform.apiUrl, platform.sensorKey);
    const start = performance.now();
    let highest = 0;
    const landed = async (): Promise<number> =>
      Number(await platform.sql('SELECT sum(good) FROM ingest_batches FINAL'));
    for (; (await landed()) < drained.events; await sleep(100)) highest = Math.max(highest, sensor.residentMiB);
    const seconds = (performance.now() - start) / 1000;
    socket.destroy();
    const result = {
      events: drained.events,
      events_per_s: Math.round(drained.events / seconds),
      highest_resident_mib: highest,
      cpu_seconds: sensor.cpuSeconds,
    };
    log(`drain: ${JSON.stringify(result)}`);
    return result;
  } finally {
    await sensor.remove();
    await platform.stop();
  }
}

async function soakBench(log: (line: string) => void) {
  const sink = await startSink();
  const sensor = new SensorProcess();
  try {
    const socket = await sensor.start(sink.url, 'any');
    const start = performance.now();
    const samples: number[] = [];
    for (let sent = part; sent <= day.events; sent += part) {
      await writeRecords(socket, part);
      samples.push(sensor.residentMiB);
      if (sent % 1_000_000 === 0) log(`soak: ${sent} events written, ${sink.lines()} arrived, ${samples.at(-1)} MiB`);
    }
    while (sink.lines() < day.events) await sleep(200);
    const seconds = (performance.now() - start) / 1000;
    const { refused = 0, dropped = 0 } = sensor.status?.http.spool ?? {};
    const resident = {
      // The first million warms up.
      warm: mean(samples.slice(partsInMillion, 2 * partsInMillion)),
      highest: Math.max(...samples),
      end: mean(samples.slice(-partsInMillion)),
    };
    return {
      events: sink.lines(),
      events_per_s: Math.round(day.events / seconds),
      lost: refused + dropped,
      resident_mib: resident,
      cpu_us_per_event: Math.round((sensor.cpuSeconds * 1e6) / day.events),
    };
  } finally {
    await sensor.remove();
    sink.stop();
  }
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
