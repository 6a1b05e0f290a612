import type { Schemas } from '@ja4-platform/sdk';
import { version } from '$app/env';

/**
 * What pages read last, kept at this browser so that they show at once what they showed before and ask again meanwhile.
 * It belongs to one person: it goes when they sign out, when somebody else signs in, and with the build that wrote it.
 */
const storageKey = 'ja4-answer ';
const ownerKey = 'ja4-owner';
/** What is older says nothing about now. */
const maxAgeMs = 3_600_000;
/** Characters of one answer, and of all: a browser has room for about five million. */
const maxLength = 400_000;
const maxTotal = 2_000_000;

interface Answer {
  at: number;
  data: unknown;
}

interface Owner {
  version: string;
  session: Schemas['Session'];
}

function owner(): Owner | undefined {
  const text = localStorage.getItem(ownerKey);
  const known = text === null ? undefined : (JSON.parse(text) as Owner);
  return known?.version === version ? known : undefined;
}

/** Keeps what is read from now on for who is signed in. What was kept is forgotten, unless it is the same person's in the same role. */
export function rememberFor(session: Schemas['Session']): void {
  const before = owner()?.session;
  if (before?.user !== session.user || before.role !== session.role) forgetAnswers();
  localStorage.setItem(ownerKey, JSON.stringify({ version, session } satisfies Owner));
}

/** Returns who was signed in here last, as long as that session lasts unless somebody ends it. */
export function recalledSession(): Schemas['Session'] | undefined {
  const session = owner()?.session;
  return session && Date.parse(session.expires_at) > Date.now() ? session : undefined;
}

/** Forgets all answers. What is on its way then is not kept either. */
export function forgetAnswers(): void {
  localStorage.removeItem(ownerKey);
  for (const key of keptKeys()) localStorage.removeItem(key);
}

/** Returns the last answer to a question. */
export function recalled(question: string): unknown {
  const text = localStorage.getItem(storageKey + question);
  if (text === null) return undefined;
  const { at, data } = JSON.parse(text) as Answer;
  return Date.now() - at < maxAgeMs ? data : undefined;
}

/** Keeps the answer to a question, as long as there is room and somebody is signed in. */
export function remember(question: string, data: unknown): void {
  if (localStorage.getItem(ownerKey) === null) return;
  const text = JSON.stringify({ at: Date.now(), data } satisfies Answer);
  if (text.length > maxLength) return;
  makeRoom(text.length);
  try {
    localStorage.setItem(storageKey + question, text);
  } catch {
    // Something else fills the browser's room: the next visit asks as the first did.
  }
}

/** Forgets answers until so many characters have room. Which go first hardly matters. */
function makeRoom(length: number): void {
  let total = length;
  for (const key of keptKeys()) {
    total += localStorage.getItem(key)?.length ?? 0;
    if (total > maxTotal) localStorage.removeItem(key);
  }
}

function keptKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(storageKey));
}
