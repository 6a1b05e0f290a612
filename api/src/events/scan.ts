import { isUtf8 } from 'node:buffer';
import { stampFields } from './stamp.js';
import { inTurns } from './turns.js';

/** Where a clean line begins and ends in the body; `number` counts the lines of the body from 1. */
export interface Line {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  readonly lines: readonly Line[];
  /** False when any line is not plainly what the specification wants: then each is looked at by itself. */
  readonly isClean: boolean;
  /** Earliest and latest `time` of the lines, as text; only of a clean scan. */
  readonly firstTime: string;
  readonly lastTime: string;
}

/** The times a batch may hold, RFC 3339 UTC to the second; text of this form sorts as time does. */
export interface TimeWindow {
  readonly oldest: string;
  readonly newest: string;
}

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;
const zed = 0x5a;
/** `2026-11-23T10:00:00`; a fraction of up to six digits and `Z` follow. */
const secondsLength = 19;
const maxDigits = 18;
const stampNames = stampFields.map((name) => Buffer.from(name));
const caseBit = 0x20;
/** 1 for the bytes of a string that say nothing about where it ends: all but the quote, the backslash and control bytes. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte !== quote && byte !== backslash),
);

/** Some milliseconds of work. */
const bytesInTurn = 1024 * 1024;

/** Returns the lines of a body that are not blank, at most `limit`. */
export function splitLines(body: Buffer, limit: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0, number = 1; start < body.length && lines.length < limit; number++) {
    let newlineAt = body.indexOf(newline, start);
    if (newlineAt === -1) newlineAt = body.length;
    let end = newlineAt;
    while (end > start && isBlank(body[end - 1]!)) end--;
    if (end > start) lines.push({ number, start, end });
    start = newlineAt + 1;
  }
  return lines;
}

/** Space, tab and carriage return; any other control byte is part of the line, and wrong there. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/**
 * Looks at every byte once, without making objects. What passes is exactly one JSON object a line as far as its ends are
 * concerned, so bytes inserted after its first `{` are its first fields, and ClickHouse reads as many rows as there are
 * lines. This is the boundary that keeps one sensor from speaking for another; whether the fields are right is for
 * ClickHouse to say.
 */
export async function scan(body: Buffer, lines: readonly Line[], window: TimeWindow): Promise<Scan> {
  const times = new TimeSpan(body, window);
  let isClean = isUtf8(body);
  for await (const part of inTurns(lines, bytesInTurn)) {
    isClean &&= part.every((line) => isCleanLine(body, line, times));
    if (!isClean) break;
  }
  return { lines, isClean, firstTime: times.first, lastTime: times.last };
}

function isCleanLine(body: Buffer, { start, end }: Line, times: TimeSpan): boolean {
  if (body[start] !== open || body[start + 1] === close) return false;
  let depth = 0;
  let digits = 0;
  let keyStart = -1;
  let isTime = false;
  let hasTime = false;
  for (let at = start; at < end; at++) {
    const byte = body[at]!;
    if (byte < 0x20) return false;
    if (byte >= 0x30 && byte <= 0x39) {
      if (++digits > maxDigits) return false;
      continue;
    }
    digits = 0;
    if (byte === quote) {
      const stringStart = ++at;
      let hasEscape = false;
      for (;;) {
        while (isPlain[body[at]!]) at++;
        if (body[at] !== backslash) break;
        hasEscape = true;
        at += 2;
      }
      if (body[at] !== quote || at >= end) return false;
      if (depth !== 1) continue;
      if (keyStart === -1) {
        // A name with an escape could be any name.
        if (hasEscape || isStampName(body, stringStart, at)) return false;
        keyStart = stringStart;
        isTime = at - stringStart === 4 && isTimeName(body, stringStart);
      } else if (isTime) {
        if (hasTime || !times.accepts(stringStart, at)) return false;
        hasTime = true;
      }
    } else if (byte === open || byte === 0x5b) {
      depth++;
    } else if (byte === close || byte === 0x5d) {
      if (--depth === 0) return at === end - 1 && hasTime;
    } else if (byte === 0x2c && depth === 1) {
      keyStart = -1;
      isTime = false;
    }
  }
  return false;
}

function isTimeName(body: Buffer, start: number): boolean {
  return body[start] === 0x74 && body[start + 1] === 0x69 && body[start + 2] === 0x6d && body[start + 3] === 0x65;
}

/** True for the name of a stamp field in capitals and small letters of any mix. */
function isStampName(body: Buffer, start: number, end: number): boolean {
  for (const name of stampNames) {
    let at = name.length === end - start ? start : end;
    while (at < end && ((body[at]! ^ name[at - start]!) & ~caseBit) === 0) at++;
    if (at === end && name.length === end - start) return true;
  }
  return false;
}

/** Compares two runs of bytes as text; most differ late, so no call into C++ for each. */
function compareBytes(a: Buffer, aStart: number, b: Buffer, bStart: number, length: number): number {
  for (let i = 0; i < length; i++) {
    const difference = a[aStart + i]! - b[bStart + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The times seen so far; knows only the form that the sensors write. */
class TimeSpan {
  private firstAt: [number, number] | undefined;
  private lastAt: [number, number] | undefined;
  private readonly oldest: Buffer;
  private readonly newest: Buffer;

  constructor(
    private readonly body: Buffer,
    window: TimeWindow,
  ) {
    this.oldest = Buffer.from(window.oldest);
    this.newest = Buffer.from(window.newest);
  }

  get first(): string {
    return this.firstAt ? this.body.toString('latin1', ...this.firstAt) : '';
  }

  get last(): string {
    return this.lastAt ? this.body.toString('latin1', ...this.lastAt) : '';
  }

  /** True when the bytes are a time of that form inside the window. */
  accepts(start: number, end: number): boolean {
    const { body } = this;
    const length = end - start;
    const hasForm =
      body[end - 1] === zed &&
      body[start + 10] === 0x54 &&
      (length === secondsLength + 1 || (length > 21 && length <= 27 && body[start + secondsLength] === 0x2e));
    if (!hasForm) return false;
    if (compareBytes(body, start, this.oldest, 0, secondsLength) < 0) return false;
    if (compareBytes(body, start, this.newest, 0, secondsLength) > 0) return false;
    this.firstAt = this.firstAt && this.compare(this.firstAt, start, end) <= 0 ? this.firstAt : [start, end];
    this.lastAt = this.lastAt && this.compare(this.lastAt, start, end) >= 0 ? this.lastAt : [start, end];
    return true;
  }
  /** `Z` sorts after every digit, so it is left out of the comparison: a time is before its own fractions. */
  private compare([seenStart, seenEnd]: [number, number], start: number, end: number): number {
    const [seenLength, length] = [seenEnd - 1 - seenStart, end - 1 - start];
    const common = compareBytes(this.body, seenStart, this.body, start, Math.min(seenLength, length));
    return common || seenLength - length;
  }
}
