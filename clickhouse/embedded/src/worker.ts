import { parentPort, workerData } from 'node:worker_threads';
import { loadNative, type Connection, type Native } from './native.js';
import type { FromWorker, Job, LaneOptions, Summary, ToWorker } from './job.js';

/**
 * One lane of the engine: runs one statement at a time, each in a connection of its own, so that nothing a statement
 * sets outlives it. It is a thread because planning a streamed SELECT blocks the thread that asks for it.
 */
const { path, args } = workerData as LaneOptions;
const port = parentPort!;
const native: Native = loadNative();
let connection: Connection = native.CreateConnection(path, args);
let pull: ((wanted: boolean) => void) | undefined;

const send = (message: FromWorker): void => port.postMessage(message);
const emptySummary = { writtenRows: 0, writtenBytes: 0, readRows: 0, resultRows: 0, resultBytes: 0 };

async function insert(job: Job, data: Uint8Array): Promise<Summary> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const result = await native
    .InsertRawAsyncConnection(connection, job.sql, bytes, job.countLines)
    .catch((error: unknown) => {
      // A server takes an insert of no rows.
      if (bytes.length || !(error as Error).message.startsWith('Code: 108.')) throw error;
      return { rowsWritten: 0, bytesWritten: 0, rowsSent: 0 };
    });
  const { rowsWritten, bytesWritten, rowsSent } = result;
  return { ...emptySummary, writtenRows: rowsWritten, writtenBytes: bytesWritten, readRows: rowsSent ?? 0 };
}

async function whole(job: Job): Promise<Summary> {
  const { bytes, rowsRead, bytesRead } = await native.QueryAsyncConnection(connection, job.sql, job.format);
  if (bytes.length) send({ kind: 'chunk', bytes });
  return { ...emptySummary, resultRows: rowsRead, resultBytes: bytesRead };
}

async function streamed(job: Job): Promise<Summary> {
  const cursor = native.StreamQuery(connection, job.sql, job.format);
  const summary = { ...emptySummary };
  for (;;) {
    const { bytes, numRows, done } = await native.StreamFetch(cursor);
    if (done) return summary;
    summary.resultRows += numRows;
    summary.resultBytes += bytes.length;
    const wanted = new Promise<boolean>((resolve) => (pull = resolve));
    send({ kind: 'chunk', bytes });
    if (!(await wanted)) {
      native.StreamCancel(cursor);
      return summary;
    }
  }
}

const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const identifier = (text: string): string => `\`${text.replace(/[\\`]/g, '\\$&')}\``;

/** The statements that make a connection what a job asks for: as few as can be, since each costs a third of a millisecond. */
function setup({ database, changes }: Job): string {
  const set = `SET ${changes.map(([name, value]) => `${name} = ${literal(value)}`).join(', ')}`;
  return database === undefined ? set : `USE ${identifier(database)};${set}`;
}

async function run(job: Job): Promise<Summary> {
  await native.QueryAsyncConnection(connection, setup(job), 'Null');
  if (job.data) return insert(job, job.data);
  return job.stream ? streamed(job) : whole(job);
}

async function handle(job: Job): Promise<void> {
  const startedAt = process.hrtime.bigint();
  try {
    const summary = await run(job);
    send({ kind: 'end', summary, elapsedNs: Number(process.hrtime.bigint() - startedAt) });
  } catch (error) {
    send({ kind: 'error', message: (error as Error).message });
  }
  native.CloseConnection(connection);
  connection = native.CreateConnection(path, args);
  send({ kind: 'ready' });
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'run') void handle(message.job);
  else if (message.kind === 'pull') pull?.(message.wanted);
  else {
    native.CloseConnection(connection);
    port.close();
  }
});
send({ kind: 'ready' });
