import { startPlatform, untilAtRest } from '../platform.js';
import { median, rounded } from '../statistics.js';
import { BatchTemplate } from '../traffic/batch-template.js';
import { directInsert, prepareDirect } from './direct.js';
import { drained, rate } from './rounds.js';
import { visibleAfter, sustain } from './sustain.js';
import { post } from './send.js';

const lines = 5000;
const rounds = 5;
const batchesPerRound = 40;

/**
 * Ingest as a share of what the same ClickHouse takes when the same NDJSON is inserted directly, both in turns in one
 * run; then the time from 202 to visible at 0.175 of that; then three minutes at twice as much, with correlation keeping up.
 */
export async function ingestBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const platform = await startPlatform({ JA4_BACKLOG_BATCHES: '100000' });
  try {
    const template = new BatchTemplate(lines);
    await untilAtRest(platform);
    await prepareDirect(platform);
    const rates: { direct: number; api: number }[] = [];
    let number = 0;
    for (let round = 0; round <= rounds; round++) {
      const bodies = Array.from({ length: batchesPerRound }, () => template.batch(number++, Date.now()).http);
      const direct = await rate(bodies, (body) => directInsert(platform, body));
      const api = await rate(bodies, (body) => post(platform, 'http', body));
      // The first round warms both up.
      if (round > 0) rates.push({ direct, api });
      log(`round ${round}: direct ${Math.round(direct)}/s, through the API ${Math.round(api)}/s`);
      // Ingest alone is measured here: what it left behind is correlated before the next direct insert.
      await drained(platform);
    }
    const direct = median(rates.map((measured) => measured.direct));
    const ratio = median(rates.map((measured) => measured.api / measured.direct));

    const visible = await visibleAfter(platform, template, 0.175 * direct, 60);
    await drained(platform);
    const sustained = await sustain(platform, template, 0.35 * direct, 180, log);
    const holds = ratio >= 0.7 && !sustained.isLagGrowing && visible.p99_s < 5;
    const result = { direct_per_s: Math.round(direct), api_to_direct: rounded(ratio, 2), sustained, visible };
    return { holds, result };
  } finally {
    await platform.stop();
  }
}
