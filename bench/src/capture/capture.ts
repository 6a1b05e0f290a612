import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { replays } from './replays.js';

const maxCores = 0.6;
const needed = [
  ['tcpreplay', '--version'],
  ['unshare', '--net', 'true'],
] as const;

/** What the process in the network namespace prints: inside.ts. */
export interface CaptureRun {
  readonly sent: { readonly packets: number; readonly per_second: number; readonly hellos_per_second: number };
  readonly captured_packets: number;
  readonly hellos_expected: number;
  readonly hellos_delivered: number;
  readonly dropped_by_kernel: number;
  readonly dropped_on_the_way: number;
  readonly restarts: number;
  readonly cores: { readonly sensor: number; readonly capture: number; readonly both: number };
  readonly resident_mib: { readonly sensor: number; readonly capture: number };
}

/**
 * `ja4-sensor run` captures what tcpreplay sends over a veth pair in a network namespace of its own, 100,000 packets and
 * 5,000 handshakes a second. It holds when no packet is lost, every handshake arrives at the receiving end, and sensor
 * and capturing process together take less than 0.6 of a core.
 */
export async function captureBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const missing = needed.find(([program, ...args]) => spawnSync(program, args).status !== 0);
  if (missing) return { holds: true, result: { skipped: `does not work here: ${missing.join(' ')}` } };
  try {
    createRequire(import.meta.url)('pcap');
  } catch {
    return { holds: true, result: { skipped: 'pcap is not built: npm run build:capture -w sensors' } };
  }
  const folder = mkdtempSync(join(tmpdir(), 'ja4-bench-capture-'));
  try {
    const runs: Record<string, CaptureRun> = {};
    for (const name of Object.keys(replays)) {
      const report = join(folder, 'report.json');
      const inside = join(import.meta.dirname, 'inside.js');
      execFileSync('unshare', ['--net', process.execPath, inside, name, report], { stdio: ['ignore', 'ignore', 2] });
      runs[name] = JSON.parse(readFileSync(report, 'utf8')) as CaptureRun;
      log(`${name}: ${JSON.stringify(runs[name])}`);
    }
    return await Promise.resolve({
      holds: Object.values(runs).every(doesHold),
      result: { ...runs, wanted_cores: maxCores, load_average: loadavg() },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function doesHold(run: CaptureRun): boolean {
  const lost = run.dropped_by_kernel + run.dropped_on_the_way + run.restarts;
  return lost === 0 && run.hellos_delivered === run.hellos_expected && run.cores.both < maxCores;
}
