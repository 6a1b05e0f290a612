import { messages } from '#lib/messages.ts';

const words = messages.fingerprints;

/** The pages of fingerprints, beside each other. */
export const fingerprintTabs = [
  ['/fingerprints', words.ja4],
  ['/fingerprints/headers', words.headers],
  ['/fingerprints/tcp', words.tcp],
  ['/fingerprints/mismatches', words.mismatches],
  ['/fingerprints/user-agents', words.agents],
] as const;
