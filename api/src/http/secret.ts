import { createHash, randomBytes } from 'node:crypto';

/** Returns 256 random bits as text for a key, a token or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns what is stored of a secret, in hex. SHA-256 suffices: with 256 random bits nothing can be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
