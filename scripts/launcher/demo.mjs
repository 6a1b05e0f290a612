import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/fail.mjs';
import { root } from '../setup/paths.mjs';
import { withProgress } from '../setup/progress.mjs';
import { ApiCalls } from './api-calls.mjs';
import { DemoRecord } from './demo-record.mjs';
import { spawnOwned } from './owned-process.mjs';

const sample = join(root, 'bench/sample');
/** Copies of the sample, an hour apart: the newest is scored, those before are the history to train on. */
const copies = 24;
const correlationLimitMs = 120_000;

const simulator = join(root, 'bench/dist/simulator/main.js');
/** Simulated traffic of so many hours before the newest complete one is the history to train on. */
const simulatedHours = 24;

/**
 * Fills a running platform with the sample: replays it into the last complete hour and the hours before, waits until all
 * of it is correlated, trains a model and scores. Steps that this data directory has behind it are not done again. With
 * `simulate`, simulated people, machines and attackers take the place of the sample, and go on coming while the demo runs.
 */
export async function prepareDemo({ dataDir, url, simulate, signal }) {
  const key = (name) => readFileSync(join(dataDir, name), 'utf8').trim();
  const calls = new ApiCalls(url, key('admin.key'), signal);
  const record = new DemoRecord(join(dataDir, 'demo.json'));
  const job = async (label, path) => {
    let progress = '';
    const run = () => calls.job(path, {}, (text) => (progress = text));
    await withProgress(label, run, () => progress);
  };
  const env = { JA4_API_URL: url, JA4_API_KEY: key('sensor.key') };
  // A data directory may have had the sample before.
  const step = (name) => (simulate ? `${name} of simulated traffic` : name);
  const now = new Date().toISOString();
  if (simulate) await record.once('simulate', () => simulateUntil({ from: record.from, to: now, env, signal }));
  else await record.once('replay', () => replay({ from: record.from, env, signal }));
  await record.once(step('correlate'), () => correlated(calls, signal));
  await record.once(step('train'), () => job('Training a model', '/v1/models/retrain'));
  await record.once(step('score'), () => job('Scoring', '/v1/scores/run'));
  if (simulate) simulateOn({ from: now, env, signal });
}

/** Simulates the hours before and up to now. */
function simulateUntil({ from, to, env, signal }) {
  const start = new Date(Date.parse(from) - simulatedHours * 3_600_000).toISOString();
  return finished('Simulating traffic', { script: simulator, args: ['--from', start, '--to', to], env }, signal);
}

/** Simulates what happens from now on, until the demo ends. */
function simulateOn({ from, env, signal }) {
  const child = spawnOwned({ script: simulator, args: ['--from', from], env });
  for (const stream of [child.stdout, child.stderr]) stream.resume();
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
}

/** Sends the sample through the real sensor code; what it says goes to the person. */
function replay({ from, env, signal }) {
  const files = ['--pcap', join(sample, 'sample.pcap'), '--http', join(sample, 'requests.ndjson')];
  const times = ['--shift-to', from, '--repeat', String(copies), '--every', '1h'];
  const program = { script: join(root, 'sensors/dist/cli.js'), args: ['replay', ...files, ...times], env };
  return finished('Replaying the sample through the sensor', program, signal);
}

/** Runs a program to its end and shows the last line it said. */
async function finished(label, program, signal) {
  const child = spawnOwned(program);
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-2_000)));
  }
  const lastLine = () => output.trimEnd().split('\n').at(-1);
  await withProgress(
    label,
    async () => {
      const code = await new Promise((resolve) => child.on('close', resolve));
      if (code !== 0) throw new SetupError(`${label} failed (exit code ${code}):\n${output}`);
    },
    lastLine,
  );
}

async function correlated(calls, signal) {
  const deadline = Date.now() + correlationLimitMs;
  let backlog;
  await withProgress(
    'Correlating',
    async () => {
      while ((backlog = await calls.backlog()) > 0) {
        if (Date.now() > deadline) throw new SetupError(`After two minutes ${backlog} batches are not correlated.`);
        await sleep(250, undefined, { signal });
      }
    },
    () => (backlog === undefined ? '' : `${backlog} batches to go`),
  );
}
