import { parse, serialize } from 'cookie';

const sessionCookieName = 'ja4_session';
const attributes = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

/** Returns the Set-Cookie header of a new session; `secure` when the request came over TLS. */
export function sessionCookie(token: string, expiresAt: string, secure: boolean): string {
  return serialize(sessionCookieName, token, { ...attributes, secure, expires: new Date(expiresAt) });
}

/** Returns the Set-Cookie header that removes the cookie. */
export function clearedCookie(secure: boolean): string {
  return serialize(sessionCookieName, '', { ...attributes, secure, maxAge: 0 });
}

/** Returns the session token in a Cookie header, if there is one. */
export function sessionToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : parse(header)[sessionCookieName];
}
