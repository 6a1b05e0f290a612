/** What a worker thread is given when it starts. */
export interface LaneOptions {
  path: string;
  /** Engine arguments: the settings among them count for the connection that is opened with them. */
  args: readonly string[];
}

/** One statement and how to run it. */
export interface Job {
  /** The database of its connection; the default one when absent. */
  database?: string;
  /** Settings and parameters of its connection, names and values. */
  changes: readonly (readonly [name: string, value: string])[];
  sql: string;
  /** Of an INSERT: what follows its text, a block of the engine whatever its size. */
  data?: Uint8Array<ArrayBuffer>;
  /** Counts the rows of `data` as its lines. */
  countLines: boolean;
  /** Format of the output when the statement names none. */
  format: string;
  /** True to send the output in pieces as it is made. */
  stream: boolean;
}

export interface Summary {
  readRows: number;
  writtenRows: number;
  writtenBytes: number;
  resultRows: number;
  resultBytes: number;
}

export type ToWorker = { kind: 'run'; job: Job } | { kind: 'pull'; wanted: boolean } | { kind: 'exit' };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'chunk'; bytes: Uint8Array }
  | { kind: 'end'; summary: Summary; elapsedNs: number }
  | { kind: 'error'; message: string };
