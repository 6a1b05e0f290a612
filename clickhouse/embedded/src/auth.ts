import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { ClickHouseException } from './exception.js';

export const user = 'default';

/** The password in `file`; a file that is absent is made, readable by its owner only, with a random one. */
export function passwordIn(file: string): string {
  try {
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const password = readFileSync(file, 'utf8').trim();
  if (!password) throw new Error(`password file ${file} is empty`);
  return password;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Checks the credentials of a request: Basic, X-ClickHouse-User and -Key, or `user` and `password` in the URL.
 *
 * @throws ClickHouseException 516 as a server answers them when they are wrong
 */
export function authenticate(headers: IncomingHttpHeaders, query: URLSearchParams, password: string): void {
  let name = headers['x-clickhouse-user'] ?? query.get('user') ?? user;
  let key = headers['x-clickhouse-key'] ?? query.get('password') ?? '';
  const basic = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic) {
    const text = Buffer.from(basic, 'base64').toString();
    const colon = text.indexOf(':');
    name = text.slice(0, colon);
    key = text.slice(colon + 1);
  }
  if (name === user && timingSafeEqual(digest(String(key)), digest(password))) return;
  throw ClickHouseException.of(
    516,
    'AUTHENTICATION_FAILED',
    `${String(name)}: Authentication failed: password is incorrect, or there is no user with such name`,
  );
}
