import { execFileSync, spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { rootDir } from '../platform.js';
import { median, rounded } from '../statistics.js';
import { startApache, type ApacheServer, type Variant } from './server.js';

const variants: readonly Variant[] = ['without', 'with', 'sensor_absent'];
const rounds = 5;
const runSeconds = 3;
const connections = 16;
const loadProgram = 'wrk';

interface Run {
  requestsPerSecond: number;
  cpuUsPerRequest: number;
}

/**
 * Requests per second and CPU time per request of Apache (event MPM, 10 KB static file, TLS, keep-alive) without the
 * module, with it, and with it while no sensor listens: medians of alternating runs. It holds from 0.9 and 0.97 of the
 * rate without.
 */
export async function apacheBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const missing = ['apache2', 'apxs', loadProgram].filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length > 0) return { holds: true, result: { skipped: `not installed: ${missing.join(', ')}` } };
  execFileSync('make', ['-C', join(rootDir, 'native', 'mod_reqin_log')], { stdio: 'ignore' });
  const servers = new Map<Variant, ApacheServer>();
  let lines = 0;
  const runs = new Map<Variant, Run[]>(variants.map((variant) => [variant, []]));
  try {
    for (const variant of variants) servers.set(variant, await startApache(variant));
    for (const server of servers.values()) load(server, 1);
    for (let round = 0; round < rounds; round++) {
      // Each variant goes first in turn: the machine is not the same from one second to the next.
      for (let place = 0; place < variants.length; place++) {
        const variant = variants[(round + place) % variants.length] as Variant;
        const run = load(servers.get(variant) as ApacheServer, runSeconds);
        runs.get(variant)?.push(run);
        log(`round ${round + 1}, ${variant}: ${run.requestsPerSecond} requests/s, ${run.cpuUsPerRequest} us CPU each`);
      }
    }
  } finally {
    for (const server of servers.values()) lines += await server.stop();
  }
  return report(runs, lines);
}

function report(runs: Map<Variant, Run[]>, lines: number): { holds: boolean; result: unknown } {
  const medians = variants.map((variant) => {
    const own = runs.get(variant) ?? [];
    const requests_per_second = median(own.map((run) => run.requestsPerSecond));
    return { requests_per_second, cpu_us_per_request: median(own.map((run) => run.cpuUsPerRequest)) };
  });
  const [without, withModule, absent] = medians as [(typeof medians)[0], (typeof medians)[0], (typeof medians)[0]];
  const ratios = {
    with_to_without: round3(withModule.requests_per_second / without.requests_per_second),
    sensor_absent_to_without: round3(absent.requests_per_second / without.requests_per_second),
  };
  const result = {
    ...Object.fromEntries(variants.map((variant, index) => [variant, medians[index]])),
    ...ratios,
    cpu_us_added: round3(withModule.cpu_us_per_request - without.cpu_us_per_request),
    cpu_us_added_sensor_absent: round3(absent.cpu_us_per_request - without.cpu_us_per_request),
    records_read: lines,
    load_average: loadavg().map(round3),
  };
  return { holds: ratios.with_to_without >= 0.9 && ratios.sensor_absent_to_without >= 0.97, result };
}

function load(server: ApacheServer, seconds: number): Run {
  const before = server.cpuSeconds();
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, server.url];
  const text = execFileSync(loadProgram, args, { encoding: 'utf8' });
  const cpuSeconds = server.cpuSeconds() - before;
  const requests = Number(/(\d+) requests in/.exec(text)?.[1]);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]);
  if (!requests || !rate || /Non-2xx|Socket errors/.test(text)) throw new Error(`wrk says: ${text}`);
  return { requestsPerSecond: Math.round(rate), cpuUsPerRequest: round3((cpuSeconds / requests) * 1e6) };
}

const round3 = (value: number): number => rounded(value, 3);
