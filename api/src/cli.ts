#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger, loadSettings, SettingsError } from '@ja4-platform/common';
import { NetworkLookup } from './reference-lists/network-lookup.js';
import { ReferenceListsRepository } from './reference-lists/reference-lists.repository.js';
import { ReferenceListsService } from './reference-lists/reference-lists.service.js';
import { referenceListKinds } from './reference-lists/reference-lists.types.js';
import { UsageError } from './usage-error.js';
import { migrate, render } from './store/migrate-command.js';
import { retentionOf } from './store/retention.js';
import { Store } from './store/store.js';
import { FileSink, stdoutSink } from './tail/sinks.js';
import { tail, type Position } from './tail/tail.js';
import { TailRepository } from './tail/tail.repository.js';

const usage = `Usage: ja4-api COMMAND

  migrate up              apply the migrations that are not applied yet
  migrate down [N]        take back the newest migration, or N, with the data of their tables
  migrate up|down --dry-run
                          print the statements instead of running them
  migrate status          list the migrations and whether they are applied
  migrate verify          compare the database with what the migrations make; exit code 1 when it differs
  migrate describe        print the tables of the database with their columns as a page of Markdown
  migrate render [--cluster NAME] [--from N]
                          print all statements, or those of migration N and later, for a single node or a ClickHouse cluster
  import-list KIND FILE [--list NAME] [--source TEXT] [--licence TEXT] [--date TIME]
                          put a list of asn, country, bots, prefixes, clients or http2 in force
  tail --to stdout [--after JOIN_NO:SEQ]
                          print each correlated request as a line of JSON, and go on with those that come
  tail --to file PATH     append them to a file; started again, it goes on after the file's last line

CLICKHOUSE_URL and CLICKHOUSE_DATABASE name the database; docs/configuration.md has every setting.
`;

async function runTail(store: Store, to: string | undefined, path: string | undefined, after = '0:0'): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());
  process.stdout.on('error', () => abort.abort());
  const repository = new TailRepository(store);
  if (to === 'stdout') {
    await tail(repository, parsePosition(after), stdoutSink, abort.signal);
    return 0;
  }
  if (to !== 'file' || path === undefined) throw new UsageError('tail: expected --to stdout or --to file PATH');
  const sink = await FileSink.open(path);
  try {
    await tail(repository, sink.position, sink, abort.signal);
  } finally {
    await sink.close();
  }
  return 0;
}

interface ListOptions {
  readonly list?: string | undefined;
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  readonly date?: string | undefined;
}

async function importList(
  store: Store,
  kind: string | undefined,
  file: string | undefined,
  { list, source, licence, date }: ListOptions,
): Promise<number> {
  const known = referenceListKinds.find((name) => name === kind);
  if (!known) throw new UsageError(`import-list ${kind ?? ''}: expected ${referenceListKinds.join(', ')}`);
  if (file === undefined) throw new UsageError('import-list: expected a file');
  const repository = new ReferenceListsRepository(store);
  const lists = new ReferenceListsService(repository, new NetworkLookup(repository, createLogger('lists'), Date), Date);
  const facts = {
    kind: known,
    source: source ?? basename(file),
    ...(licence === undefined ? {} : { licence }),
    ...(date === undefined ? {} : { data_time: date }),
  };
  const stored = await lists.import(list ?? known, facts, [readFileSync(file)], userInfo().username);
  process.stdout.write(`${JSON.stringify(stored)}\n`);
  return 0;
}

function parsePosition(text: string): Position {
  const [, joinNo, seq] = /^(\d{1,16}):(\d{1,10})$/.exec(text) ?? [];
  if (joinNo === undefined) throw new UsageError(`--after ${text}: expected JOIN_NO:SEQ, as the fields of a line`);
  return { joinNo: Number(joinNo), seq: Number(seq) };
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      after: { type: 'string' },
      list: { type: 'string' },
      source: { type: 'string' },
      licence: { type: 'string' },
      date: { type: 'string' },
      cluster: { type: 'string' },
      from: { type: 'string' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (command !== 'migrate' && command !== 'tail' && command !== 'import-list') {
    throw new UsageError('expected the command migrate, tail or import-list');
  }
  const settings = loadSettings([
    'CLICKHOUSE_URL',
    'CLICKHOUSE_DATABASE',
    'JA4_RETENTION_DAYS',
    'JA4_RETENTION_TABLES',
  ]);
  const retention = retentionOf(settings);
  if (command === 'migrate' && rest[0] === 'render') {
    const { cluster, from } = values;
    process.stdout.write(render({ database: settings.CLICKHOUSE_DATABASE, retention, cluster }, from));
    return 0;
  }
  if (!settings.CLICKHOUSE_URL) throw new SettingsError('CLICKHOUSE_URL: not set');
  const store = new Store(settings.CLICKHOUSE_URL, settings.CLICKHOUSE_DATABASE);
  try {
    if (command === 'migrate') return await migrate(store, retention, rest, values['dry-run'] ?? false);
    if (command === 'import-list') return await importList(store, rest[0], rest[1], values);
    return await runTail(store, values.to, rest[0], values.after);
  } finally {
    await store.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`ja4-api: ${(error as Error).message}\n${isUsage ? `\n${usage}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
