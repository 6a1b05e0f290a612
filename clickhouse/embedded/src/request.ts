import type { IncomingHttpHeaders } from 'node:http';
import { ClickHouseException } from './exception.js';
import type { Job } from './job.js';
import { isRowFormat, readStatement, verbOf } from './statement.js';

/** A request of the HTTP interface, credentials aside. */
export interface HttpQuery {
  method: string;
  headers: IncomingHttpHeaders;
  url: URLSearchParams;
  body: Uint8Array<ArrayBuffer>;
}

type ConnectionOptions = Pick<Job, 'database' | 'changes'>;

export interface PlannedQuery {
  job: Job;
  /** Format of the output. */
  format: string;
  /** True when it only reads, so that it may be killed when the client goes away. */
  reads: boolean;
}

/** URL parameters that are not settings of the engine. */
const own = new Set(
  (
    'query query_id database default_format user password quota_key role session_id session_timeout session_check ' +
    'wait_end_of_query buffer_size compress decompress stacktrace close_session'
  ).split(' '),
);
const reading = new Set(['SELECT', 'WITH', 'FROM', 'SHOW', 'DESCRIBE', 'DESC', 'EXISTS', 'EXPLAIN', 'VALUES']);
const streaming = new Set(['SELECT', 'WITH', 'FROM']);
const headBytes = 4096;

/**
 * The database and settings that the request asks for. Values go to the engine as they came: it reads a parameter's text
 * as ClickHouse's HTTP handler does, escaped and by the type its placeholder names.
 */
function connectionOf(method: string, headers: IncomingHttpHeaders, url: URLSearchParams): ConnectionOptions {
  const database = url.get('database') ?? headers['x-clickhouse-database'];
  const changes = [...url].filter(([name]) => !own.has(name));
  // "When using the GET method, readonly is set": such a request may change settings but not data.
  if (method !== 'POST' && !url.has('readonly')) changes.push(['readonly', '2']);
  for (const [name] of changes) {
    if (!/^\w+$/.test(name)) throw ClickHouseException.of(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
  }
  return { ...(database && { database: String(database) }), changes };
}

/**
 * Turns a request into a job. As in ClickHouse, the statement is the `query` parameter followed by the body.
 *
 * @throws ClickHouseException for what a server would refuse before running it, and for what is not supported here
 */
export function plan({ method, headers, url, body }: HttpQuery): PlannedQuery {
  for (const name of ['session_id', 'role', 'compress', 'decompress']) {
    if (url.has(name)) throw ClickHouseException.of(48, 'NOT_IMPLEMENTED', `URL parameter ${name} is not supported`);
  }
  if (headers['content-type']?.startsWith('multipart/form-data')) {
    throw ClickHouseException.of(48, 'NOT_IMPLEMENTED', 'Form fields are not supported: send parameters in the URL');
  }
  const inUrl = url.get('query') ?? '';
  const connection = connectionOf(method, headers, url);
  const format = url.get('default_format') ?? String(headers['x-clickhouse-format'] ?? 'TabSeparated');
  if (verbOf(inUrl || Buffer.from(body.subarray(0, headBytes)).toString()) === 'INSERT') {
    return { job: insertJob(inUrl, body, connection, format), format, reads: false };
  }

  const sql = inUrl && body.length ? `${inUrl}\n${textOf(body)}` : inUrl || textOf(body);
  const statement = readStatement(sql);
  if (!statement.verb) throw ClickHouseException.of(62, 'SYNTAX_ERROR', 'Syntax error: the query is empty');
  if (statement.multiple) {
    throw ClickHouseException.of(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
  }
  const output = statement.format ?? format;
  const stream = streaming.has(statement.verb) && isRowFormat(output) && url.get('wait_end_of_query') !== '1';
  return {
    job: { ...connection, sql, countLines: false, format, stream },
    format: output,
    reads: reading.has(statement.verb),
  };
}

function insertJob(inUrl: string, body: Uint8Array<ArrayBuffer>, connection: ConnectionOptions, format: string): Job {
  const statement = inUrl ? readStatement(inUrl) : undefined;
  if (statement?.readsInput) {
    // The engine takes such a statement and inserts nothing.
    throw ClickHouseException.of(48, 'NOT_IMPLEMENTED', 'INSERT ... SELECT ... FROM input() is not supported');
  }
  const takesData = statement?.format !== undefined;
  return {
    ...connection,
    sql: inUrl,
    // An INSERT ... SELECT has no data, and the engine wants some.
    data: body.length || takesData ? body : Uint8Array.of(0x0a),
    countLines: /^(?:JSON(?:Compact)?EachRow|TabSeparated|TSV)$/.test(statement?.format ?? ''),
    format,
    stream: false,
  };
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw ClickHouseException.of(36, 'BAD_ARGUMENTS', 'The query is not valid UTF-8');
  }
}
