export { createClient, type Client, type ClientOptions } from './client.js';
export { decodeJa4, Ja4SyntaxError, type DecodedJa4, type NamedValue } from './decode/decode-ja4.js';
export { jsonLines } from './json-lines.js';
export { List, type Page } from './list.js';
export type { OperationId } from './operations.js';
export { ConnectionError, ProblemError } from './problem.js';
export type { StreamEvent } from './stream.js';
export type { Arguments, CallOptions, Result, Schemas, StreamOptions, WriteOptions } from './types.js';
export { verifyWebhook, WebhookVerificationError, type WebhookVerification } from './verify-webhook.js';
