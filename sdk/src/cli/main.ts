#!/usr/bin/env node
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createClient } from '../index.js';
import { exported, run } from './commands.js';
import { usage, UsageError } from './usage.js';

function argumentsOf() {
  try {
    const options = {
      limit: { type: 'string', default: '20' },
      format: { type: 'string', default: 'ndjson' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    return { positionals, ...values };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Writes as slowly as the reader of standard output reads. */
async function print(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

// `ja4 ... | head` has what it wants: no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
try {
  const { positionals, limit, format, json, help } = argumentsOf();
  const [command, ...words] = positionals;
  const baseUrl = process.env.JA4_API_URL ?? 'http://127.0.0.1:8000';
  const client = createClient({ baseUrl, apiKey: process.env.JA4_API_KEY });
  if (help || command === undefined) process.stdout.write(usage);
  else if (command === 'export') {
    // Node's streams can be iterated over; the types of browsers do not say so.
    const body = (await exported(client, words, format)) as unknown as AsyncIterable<Uint8Array>;
    for await (const bytes of body) await print(bytes);
  } else {
    for await (const [value, line] of run(client, positionals, { limit: Number(limit), format })) {
      await print(`${json ? JSON.stringify(value) : line}\n`);
    }
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${error instanceof UsageError ? `\n${usage}` : ''}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
