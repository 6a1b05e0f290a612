import { parseArgs } from 'node:util';
import { loadSettings, onShutdown, SettingsError } from '@ja4-platform/common';
import { simulate } from './days.js';

const usage = `usage: node bench/dist/simulator/main.js --from TIME [--to TIME]
Sends simulated traffic to the API (JA4_API_URL, JA4_API_KEY): what happens from one time to another (RFC 3339), as soon as
it has happened; without --to until it is stopped.
`;

function range(): { from: number; to: number } | undefined {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const [from, to] = [Date.parse(values.from ?? ''), values.to === undefined ? Infinity : Date.parse(values.to)];
  return from < to ? { from, to } : undefined;
}

const wanted = range();
if (!wanted) {
  process.stderr.write(usage);
  process.exit(2);
}
try {
  const { JA4_API_URL: apiUrl, JA4_API_KEY: sensorKey } = loadSettings(['JA4_API_URL', 'JA4_API_KEY']);
  if (!apiUrl || !sensorKey) throw new SettingsError('JA4_API_URL and JA4_API_KEY say where to send it');
  const stopping = new AbortController();
  onShutdown(() => Promise.resolve(stopping.abort()));
  await simulate({ apiUrl, sensorKey }, wanted, stopping.signal, (line) => void process.stdout.write(`${line}\n`));
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
