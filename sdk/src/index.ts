export { createClient, type Client, type ClientOptions } from './client.js';
export { List, type Page } from './list.js';
export type { OperationId } from './operations.js';
export { ConnectionError, ProblemError } from './problem.js';
export type { StreamEvent } from './stream.js';
export type { Arguments, CallOptions, Result, Schemas, StreamOptions, WriteOptions } from './types.js';
