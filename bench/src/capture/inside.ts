// Runs in a network namespace of its own: `inside.js REPLAY REPORT` measures one replay and writes what came of it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshHello } from '../fingerprint/fresh-hello.js';
import { sampleHellos } from '../fingerprint/hellos.js';
import { recordOf } from '../fingerprint/library.js';
import { captureBlocks } from '../fingerprint/packets.js';
import { SensorProcess } from '../sensor/sensor-process.js';
import { startSink } from '../sensor/sink.js';
import type { CaptureRun } from './capture.js';
import { connections, loops, packetsPerConnection, packetsPerSecond, replays } from './replays.js';

const [name = '', report = ''] = process.argv.slice(2);
const shape = replays[name];
if (!shape) throw new Error(`there is no replay ${name}`);

const ip = (...args: string[]): unknown => execFileSync('ip', args);
ip('link', 'set', 'lo', 'up');
ip('link', 'add', 'sender', 'type', 'veth', 'peer', 'name', 'watched');
for (const end of ['sender', 'watched']) ip('link', 'set', end, 'up');

const folder = mkdtempSync(join(tmpdir(), 'ja4-bench-capture-'));
const sink = await startSink();
const sensor = new SensorProcess();
try {
  const file = join(folder, 'replay.pcap');
  await writeCapture(file);
  await sensor.start(sink.url, 'any', { JA4_CAPTURE_INTERFACES: 'watched', JA4_CAPTURE_PORTS: '443' });
  await untilTrue(() => sensor.status?.captures[0]?.trouble === '');
  const before = sensor.cpuSeconds;
  const { packets: sent, seconds } = await replay(file);
  const after = sensor.cpuSeconds;
  const hellos = loops * connections;
  // What is on its way arrives, and the status tells of all of it.
  await untilTrue(() => sink.lines() >= hellos).catch(() => {});
  await sleep(5000);
  const capture = sensor.status?.captures[0]?.counters;
  const cores = (part: 'sensor' | 'capture'): number => round((after[part] - before[part]) / seconds);
  const result: CaptureRun = {
    sent: {
      packets: sent,
      per_second: Math.round(sent / seconds),
      hellos_per_second: Math.round(hellos / seconds),
    },
    captured_packets: capture?.packets ?? 0,
    hellos_expected: hellos,
    hellos_delivered: sink.lines(),
    dropped_by_kernel: capture?.droppedByKernel ?? -1,
    dropped_on_the_way: capture?.droppedOnTheWay ?? -1,
    restarts: capture?.restarts ?? -1,
    cores: { sensor: cores('sensor'), capture: cores('capture'), both: round(cores('sensor') + cores('capture')) },
    resident_mib: sensor.residentMib,
  };
  writeFileSync(report, JSON.stringify(result));
} finally {
  await sensor.remove();
  sink.stop();
  rmSync(folder, { recursive: true });
}

async function writeCapture(path: string): Promise<void> {
  const sample = await sampleHellos();
  const records = Array.from({ length: connections }, (_, index) =>
    recordOf(freshHello(sample[index % sample.length]!.body)),
  );
  const capture = openSync(path, 'w');
  for (const block of captureBlocks(records, connections, shape)) writeSync(capture, block);
  closeSync(capture);
}

/** Resolves with the packets sent, and how long that took. */
async function replay(path: string): Promise<{ packets: number; seconds: number }> {
  const args = [
    '--intf1=sender',
    `--pps=${packetsPerSecond}`,
    `--loop=${loops}`,
    '--unique-ip',
    '--preload-pcap',
    '--quiet',
    path,
  ];
  const program = spawn('tcpreplay', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(program, 'close')) as [number | null];
  const packets = Number(/Successful packets:\s+(\d+)/.exec(said)?.[1]);
  if (code !== 0 || packets !== loops * connections * packetsPerConnection) throw new Error(`tcpreplay says: ${said}`);
  return { packets, seconds: Number(/ sent in ([\d.]+) seconds/.exec(said)?.[1]) };
}

async function untilTrue(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 300) throw new Error('waited 30 s in vain');
    await sleep(100);
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
