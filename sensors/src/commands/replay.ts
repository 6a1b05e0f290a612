import { parseArgs } from 'node:util';
import { loadSettings, SettingsError } from '@ja4-platform/common';
import { createClient } from '@ja4-platform/sdk';
import { extentUs, replay } from '../replay/replay.js';
import { durationMs, timeUs, wholeNumber } from './arguments.js';
import { UsageError } from './usage.js';

/** Attempts after the first one: more than the SDK's own, since an API that restarts or is behind is worth waiting for. */
const retries = 12;

const options = {
  pcap: { type: 'string', multiple: true },
  http: { type: 'string', multiple: true },
  'shift-ms': { type: 'string' },
  'shift-to': { type: 'string' },
  until: { type: 'string' },
  repeat: { type: 'string', default: '1' },
  every: { type: 'string', default: '1h' },
  batch: { type: 'string', default: '5000' },
  url: { type: 'string' },
  key: { type: 'string' },
} as const;

/**
 * Sends captures and HTTP events to the API, progress on standard error, the totals as JSON on standard output.
 *
 * @returns the exit code: 1 when the API refused lines, else 0.
 */
export async function replayCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { pcap = [], http = [] } = values;
  if (pcap.length + http.length === 0) throw new UsageError('needs --pcap or --http');
  const copies = wholeNumber('--repeat', values.repeat, 1, 10_000);
  const batchSize = wholeNumber('--batch', values.batch, 1, 50_000);
  const everyMs = durationMs('--every', values.every);
  const shiftMs = await shiftOf(values, { pcap, http });
  const client = createClient({ ...addressOf(values), retries });

  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  const totals = await replay({
    pcap,
    http,
    // The oldest first, as they would have come.
    copies: Array.from({ length: copies }, (_, index) => copies - 1 - index).map((age) => ({
      shiftMs: shiftMs - age * everyMs,
      idSuffix: age > 0 ? `~${age}` : '',
    })),
    client,
    batchSize,
    onProgress: ({ handshakes, requests }) => say(`${handshakes} handshakes, ${requests} requests sent`),
    onWarning: say,
  });
  process.stdout.write(`${JSON.stringify(totals)}\n`);
  return totals.rejected > 0 ? 1 : 0;
}

interface Values {
  'shift-ms'?: string | undefined;
  'shift-to'?: string | undefined;
  until?: string | undefined;
  url?: string | undefined;
  key?: string | undefined;
}

async function shiftOf(values: Values, files: { pcap: string[]; http: string[] }): Promise<number> {
  const { 'shift-ms': by, 'shift-to': to, until } = values;
  if ([by, to, until].filter((value) => value !== undefined).length > 1) {
    throw new UsageError('takes only one of --shift-ms, --shift-to and --until');
  }
  if (by !== undefined) return wholeNumber('--shift-ms', by, -1e14, 1e14);
  const beginUs = to === undefined ? undefined : timeUs('--shift-to', to);
  const endUs = until === undefined ? undefined : timeUs('--until', until);
  const extent = beginUs === undefined && endUs === undefined ? null : await extentUs(files);
  if (extent && beginUs !== undefined) return Math.round((beginUs - extent.first) / 1000);
  if (extent && endUs !== undefined) return Math.ceil((endUs - extent.last) / 1000) - 1;
  return 0;
}

function addressOf(values: Values): { baseUrl: string; apiKey: string } {
  const { JA4_API_URL, JA4_API_KEY } = readSettings();
  const baseUrl = values.url ?? JA4_API_URL;
  const apiKey = values.key ?? JA4_API_KEY;
  if (!baseUrl) throw new UsageError('needs --url or JA4_API_URL');
  if (!apiKey) throw new UsageError('needs --key or JA4_API_KEY');
  return { baseUrl, apiKey };
}

function readSettings() {
  try {
    return loadSettings(['JA4_API_URL', 'JA4_API_KEY']);
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(error.message, { cause: error }) : error;
  }
}
