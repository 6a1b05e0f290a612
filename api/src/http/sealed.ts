import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Returns the text so that only who knows all the secrets can read it: for keeping it where others may look. */
export function seal(text: string, secrets: readonly string[]): Buffer {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, keyOf(secrets), iv);
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]);
}

/** Returns the text that {@link seal} was given; throws when a secret is another one, or the bytes were changed. */
export function unseal(sealed: Buffer, secrets: readonly string[]): string {
  const opening = createDecipheriv(cipher, keyOf(secrets), sealed.subarray(0, ivBytes));
  opening.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([opening.update(sealed.subarray(ivBytes + tagBytes)), opening.final()]).toString('utf8');
}

function keyOf(secrets: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(secrets)).digest();
}
