import { hash } from 'node:crypto';

const emptyHash = '000000000000';

/** First 12 hex digits of the SHA-256 of a list as JA4 writes it; twelve zeros for an empty one. */
export const hash12 = (text: string): string => (text ? hash('sha256', text).slice(0, 12) : emptyHash);
