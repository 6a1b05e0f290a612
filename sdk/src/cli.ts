#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createClient, type Client } from './index.js';

const usage = `ja4 requests|detections [name=value ...] [--limit 20] [--json]
ja4 status [--json]

Lists the newest requests or the worst detections, with the filters of the API (ja4 requests host=shop.example
status=404 from=-1h), or says how the platform is. --json prints one JSON object a line.

JA4_API_URL  where the API is (http://127.0.0.1:8000 when not set)
JA4_API_KEY  an API key that may read
`;

class UsageError extends Error {}

/** Returns what a command prints: its values, and how a person reads one. */
async function* linesOf(
  client: Client,
  command: string,
  filters: object,
  limit: number,
): AsyncGenerator<[object, string]> {
  if (command === 'requests') {
    const { items } = await client.requests.search({ ...filters, limit }).page();
    for (const item of items) {
      const handshake = item.ja4 ?? item.orphan_reason;
      yield [item, columns(item.time, item.client_ip, item.status, item.method, item.host + item.path, handshake)];
    }
  } else if (command === 'detections') {
    const { items } = await client.detections.list({ ...filters, limit }).page();
    for (const item of items) {
      const reasons = item.reasons.map(({ detail }) => detail).join('; ');
      yield [item, columns(item.last_seen, item.level, item.status, item.client_ip, item.host, reasons)];
    }
  } else if (command === 'status') {
    const status = await client.status.get();
    yield [status, [status.ok ? 'ok' : 'not ok', ...status.problems].join('\n')];
  } else throw new UsageError(`unknown command: ${command}`);
}

/** Clients choose hosts and paths: what would move the cursor of a terminal is shown as a replacement. */
function columns(...values: (string | number)[]): string {
  return values.join('  ').replace(/\p{Cc}/gu, '\uFFFD');
}

function filtersOf(words: string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(word) ?? [];
      if (name === undefined || value === undefined) throw new UsageError(`not name=value: ${word}`);
      return [name, value];
    }),
  );
}

function argumentsOf() {
  try {
    const options = {
      limit: { type: 'string', default: '20' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    return { positionals, ...values };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

try {
  const { positionals, limit, json, help } = argumentsOf();
  const [command, ...words] = positionals;
  if (help || command === undefined) process.stdout.write(usage);
  else {
    const baseUrl = process.env.JA4_API_URL ?? 'http://127.0.0.1:8000';
    const client = createClient({ baseUrl, apiKey: process.env.JA4_API_KEY });
    for await (const [value, line] of linesOf(client, command, filtersOf(words), Number(limit))) {
      process.stdout.write(`${json ? JSON.stringify(value) : line}\n`);
    }
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${error instanceof UsageError ? `\n${usage}` : ''}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
