import type { components, operations } from './generated/schema.js';
import type { List, Page } from './list.js';
import type { OperationId, routes } from './operations.js';
import type { StreamEvent } from './stream.js';

/** The types of the specification by name: `Schemas['Detection']`. */
export type Schemas = components['schemas'];

/** What every call may say besides the parameters and the body of its operation. */
export interface CallOptions {
  /** Ends the call; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** What a call that writes may say besides. */
export interface WriteOptions extends CallOptions {
  /** Makes the call safe to repeat: it is retried, and counts once. One that sends a file is refused with it. */
  idempotencyKey?: string | undefined;
  /** ETag of what is changed, as it was read: `client.etag(detection)`. */
  ifMatch?: string | undefined;
  /** How the bytes of `body` are compressed already; the SDK sends them as they are. */
  encoding?: 'gzip' | 'zstd' | undefined;
}

/** What following a stream may say besides. */
export interface StreamOptions extends CallOptions {
  /** Goes on after this event; without it the stream begins now. */
  lastEventId?: string | undefined;
  /** Told `open` when events can come, and `waiting` while the connection is away. */
  onState?: ((state: 'open' | 'waiting') => void) | undefined;
}

/** What each event of a stream holds: OpenAPI has no way to say it. */
interface StreamData {
  'requests.stream': Schemas['LoggedRequest'];
  'detections.stream': Schemas['Detection'];
  'jobs.stream': Schemas['Job'];
}

type Values<T> = T[keyof T];
type Simple<T> = { [Key in keyof T]: T[Key] };
type Fields<T> = [T] extends [never] ? unknown : T;

type PathParameters<Op> = Op extends { parameters: { path: infer Path } } ? Path : unknown;
type QueryParameters<Op> = Op extends { parameters: { query?: infer Query } }
  ? Lenient<Fields<NonNullable<Query>>>
  : unknown;
/** A filter takes one value or several; numbers and booleans need not be written as text. */
type Lenient<Query> = { [Key in keyof Query]: string[] extends Query[Key] ? FilterValue : Query[Key] };
type FilterValue = FilterScalar | readonly FilterScalar[] | undefined;
type FilterScalar = string | number | boolean;
type JsonOf<Content> = Content extends { 'application/json': infer Json } ? Json : string | Uint8Array<ArrayBuffer>;
type Body<Op> = Op extends { requestBody: { content: infer Content } }
  ? { body: JsonOf<Content> }
  : Op extends { requestBody?: infer Optional }
    ? OptionalBody<NonNullable<Optional>>
    : unknown;
type OptionalBody<B> = [B] extends [never]
  ? unknown
  : B extends { content: infer Content }
    ? { body?: JsonOf<Content> }
    : unknown;

type Success<Op> = Op extends { responses: infer Responses }
  ? Responses[keyof Responses & (200 | 201 | 202 | 204)]
  : never;
type Data<Op> = Success<Op> extends { content: infer Content } ? Fields<Values<Content>> : undefined;

type IsKind<Id extends OperationId, Kind extends string> = (typeof routes)[Id] extends `${Kind} ${string}`
  ? true
  : false;
type Options<Id extends OperationId> =
  IsKind<Id, 'stream'> extends true
    ? StreamOptions
    : IsKind<Id, 'get' | 'list' | 'download'> extends true
      ? CallOptions
      : WriteOptions;

/** What an operation is called with: its path and query parameters by name, `body`, and options. */
export type Arguments<Id extends OperationId> = Simple<
  PathParameters<operations[Id]> & QueryParameters<operations[Id]> & Body<operations[Id]> & Options<Id>
>;

/** What an operation returns. */
export type Result<Id extends OperationId> = Id extends keyof StreamData
  ? AsyncGenerator<StreamEvent<StreamData[Id]>, void>
  : IsKind<Id, 'list'> extends true
    ? ListOf<Data<operations[Id]>>
    : IsKind<Id, 'download'> extends true
      ? Promise<ReadableStream<Uint8Array>>
      : Promise<Data<operations[Id]>>;
type ListOf<Data> = Data extends Page<infer Item> ? List<Item, Data> : never;

type Method<Id extends OperationId> =
  object extends Arguments<Id> ? (args?: Arguments<Id>) => Result<Id> : (args: Arguments<Id>) => Result<Id>;

type FeatureOf<Id> = Id extends `${infer Feature}.${string}` ? Feature : never;
type NameIn<Feature extends string, Id> = Id extends `${Feature}.${infer Name}` ? Name : never;

/** One method for each operation: `requests.search` is `client.requests.search`. */
export type Operations = {
  readonly [Feature in FeatureOf<OperationId>]: {
    readonly [Name in NameIn<Feature, OperationId>]: Method<`${Feature}.${Name}` & OperationId>;
  };
};
