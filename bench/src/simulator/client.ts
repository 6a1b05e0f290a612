/** What kind of request it is: its headers depend on it. */
export type Asked = 'document' | 'asset' | 'data';

/** TCP facts of a SYN; they come from the operating system. */
export interface Stack {
  readonly ttl: number;
  readonly window: number;
  readonly scale: number;
  readonly options: string;
}

/** What the requests of a program look like; all of it is seen by the server. */
export interface Client {
  readonly name: string;
  readonly userAgent: string;
  /** A fresh handshake, then those that resume a session. */
  readonly ja4: readonly [fresh: string, ...resumed: string[]];
  readonly alpn: readonly string[];
  readonly httpVersion: '1.1' | '2';
  readonly h2?: { readonly settings: string; readonly windowUpdate: number; readonly pseudoOrder: string };
  readonly stack: Stack;
  /** Requests on one connection before it opens another. */
  readonly requestsPerConnection: number;
  /** Names and values in the order sent, without Host. `referer` is undefined where there is none. */
  headers(asked: Asked, referer: string | undefined): [string, string][];
}

export const linux: Stack = { ttl: 52, window: 64_240, scale: 7, options: '2-4-8-1-3' };
export const windows: Stack = { ttl: 115, window: 64_240, scale: 8, options: '2-1-3-1-1-4' };
export const macos: Stack = { ttl: 50, window: 65_535, scale: 6, options: '2-1-3-1-1-8-4-0' };
export const android: Stack = { ttl: 48, window: 65_535, scale: 9, options: '2-4-8-1-3' };

/** Headers of a list that have a value. */
export function present(headers: readonly (readonly [string, string | undefined])[]): [string, string][] {
  return headers.filter((header): header is [string, string] => header[1] !== undefined);
}
