import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshHello } from './fresh-hello.js';
import type { Hello } from './hellos.js';
import { recordOf } from './library.js';
import { captureBlocks } from './packets.js';

const connections = 100_000;
const packets = 10 * connections;
const freshHellos = 20_000;
const rounds = 3;

interface Run {
  readonly packets_per_second: number;
  /** By processor time instead of the clock. */
  readonly packets_per_cpu_second: number;
  readonly hellos: number;
}

/** A capture of a million packets, one in ten of which completes a hello, through the command line to a file of NDJSON. */
export async function wholePath(sample: Hello[], log: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'ja4-bench-'));
  try {
    const file = join(folder, 'million.pcap');
    writeCapture(file, sample);
    const cli = join(import.meta.dirname, '..', '..', '..', 'sensors', 'dist', 'cli.js');
    const tsharkArgs = ['-n', '-r', file, '-Y', 'tls.handshake.type==1', '-T', 'fields', '-e', 'tls.handshake.ja3'];
    const hasTshark = spawnSync('tshark', ['--version']).status === 0;
    let sensor: Run | null = null;
    for (let round = 0; round < rounds; round++) {
      const run = measured(
        [process.execPath, ...nodeFlags(cli), cli, 'fingerprint', '--json', file],
        join(folder, 'out.ndjson'),
      );
      log(`whole path: ${run.packets_per_second} packets/s`);
      if (run.hellos !== connections) throw new Error(`${run.hellos} hellos of ${connections} were found`);
      if (!sensor || run.packets_per_second > sensor.packets_per_second) sensor = run;
    }
    return {
      packets,
      hellos: connections,
      file_mib: Math.round(statSync(file).size / 2 ** 20),
      sensor: sensor as Run,
      tshark: hasTshark ? measured(['tshark', ...tsharkArgs], join(folder, 'tshark.txt')) : 'not installed, skipped',
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the first line of a command (`#!/usr/bin/env -S node FLAGS`) has Node started with. */
function nodeFlags(cli: string): string[] {
  const [first = ''] = readFileSync(cli, 'utf8').split('\n', 1);
  return first.split(' ').slice(3);
}

function writeCapture(file: string, sample: Hello[]): void {
  const records = Array.from({ length: freshHellos }, (_, index) =>
    recordOf(freshHello((sample[index % sample.length] as Hello).body)),
  );
  const capture = openSync(file, 'w');
  for (const block of captureBlocks(records, connections)) writeSync(capture, block);
  closeSync(capture);
}

/** Runs a command bound to one processor, its output in a file; the shell tells the processor time it took. */
function measured(command: string[], output: string): Run {
  const start = performance.now();
  const { stderr, status } = spawnSync(
    'sh',
    ['-c', '"$@" >"$0"; times >&2; wc -l <"$0" >&2', output, 'taskset', '-c', '0', ...command],
    {
      encoding: 'utf8',
    },
  );
  const seconds = (performance.now() - start) / 1000;
  const [, userMinutes, userSeconds, systemMinutes, systemSeconds, lines] =
    /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\n\s*(\d+)\s*$/.exec(stderr) ?? [];
  if (status !== 0 || lines === undefined) throw new Error(`${command[0]}: ${stderr}`);
  const cpuSeconds = 60 * (Number(userMinutes) + Number(systemMinutes)) + Number(userSeconds) + Number(systemSeconds);
  return {
    packets_per_second: Math.round(packets / seconds),
    packets_per_cpu_second: Math.round(packets / cpuSeconds),
    hellos: Number(lines),
  };
}
