import { setTimeout as sleep } from 'node:timers/promises';
import { mean } from '../statistics.js';
import { writeRecords } from './records.js';
import { SensorProcess } from './sensor-process.js';
import { startSink } from './sink.js';

const million = 1_000_000;
const millions = 10;
/** Memory is sampled after each such part; what a million events show on average is compared. */
const part = million / 10;
const allowedGrowth = 1.1;

/**
 * As many events as a busy host has in a day through one sensor, as fast as it takes them: its memory once it is warm,
 * and at the end. Warm is the third million: until then V8 and the allocator still grow to the size that they keep.
 */
export async function sensorDayBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const sink = await startSink();
  const sensor = new SensorProcess();
  try {
    const socket = await sensor.start(sink.url, 'any');
    const start = performance.now();
    const byMillion: number[] = [];
    let highest = 0;
    for (let done = 0; done < millions; done += 1) {
      const samples: number[] = [];
      for (let sent = 0; sent < million; sent += part) {
        await writeRecords(socket, part);
        samples.push(sensor.residentMib.sensor);
      }
      byMillion.push(Math.round(mean(samples)));
      highest = Math.max(highest, ...samples);
      log(`${done + 1} million events written, ${sink.lines()} arrived, ${byMillion.at(-1)} MiB`);
    }
    while (sink.lines() < millions * million) await sleep(200);
    const seconds = (performance.now() - start) / 1000;
    const { refused = 0, dropped = 0 } = sensor.status?.http.spool ?? {};
    const result = {
      events: sink.lines(),
      events_per_s: Math.round((millions * million) / seconds),
      lost: refused + dropped,
      resident_mib_by_million: byMillion,
      highest_resident_mib: highest,
      cpu_us_per_event: Math.round((sensor.cpuSeconds.sensor * 1e6) / (millions * million)),
    };
    const [, , warm = 0] = byMillion;
    return { holds: (byMillion.at(-1) ?? Infinity) <= warm * allowedGrowth && result.lost === 0, result };
  } finally {
    await sensor.remove();
    sink.stop();
  }
}
