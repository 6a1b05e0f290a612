import { drainIntoPlatform, drainIntoSink } from './drain.js';

const wanted = { perSecond: 30_000, residentMib: 200 };

/** A full spool delivered: to the whole platform, and to something that only counts, which shows the sensor's own limit. */
export async function sensorBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const alone = await drainIntoSink();
  log(`into a sink: ${JSON.stringify(alone)}`);
  const platform = await drainIntoPlatform();
  log(`into the platform: ${JSON.stringify(platform)}`);
  const holds = platform.events_per_s >= wanted.perSecond && platform.highest_resident_mib < wanted.residentMib;
  return { holds, result: { wanted, into_platform: platform, into_sink: alone } };
}
