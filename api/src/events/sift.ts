import { isUtf8 } from 'node:buffer';
import type { EventKind } from './events.types.js';
import type { RejectRow } from './events.repository.js';
import type { Line, TimeWindow } from './scan.js';
import { inTurns } from './turns.js';
import type { EventValidator } from './validator.js';

/** The lines of a body that may land, rewritten so that ClickHouse cannot read them differently, and the others. */
export interface Sifted {
  readonly body: Buffer;
  readonly lines: readonly Line[];
  readonly rejects: readonly RejectRow[];
  readonly firstTime: string;
  readonly lastTime: string;
}

/** Of a refused line, what is kept. */
const keptBytes = 2048;
/** Some milliseconds of work. */
const bytesInTurn = 64 * 1024;

/** Looks at each line by itself, with the specification's validator. The slow path: only for batches with a bad line. */
export async function sift(
  kind: EventKind,
  body: Buffer,
  lines: readonly Line[],
  window: TimeWindow,
  validator: EventValidator,
): Promise<Sifted> {
  const good: string[] = [];
  const goodLines: Line[] = [];
  const rejects: RejectRow[] = [];
  const times: string[] = [];
  let at = 0;
  for await (const part of inTurns(lines, bytesInTurn)) {
    for (const { number, start, end } of part) {
      const bytes = body.subarray(start, end);
      const checked = isUtf8(bytes)
        ? validator.check(kind, bytes.toString())
        : { pointer: '', detail: 'is not valid UTF-8' };
      const time = typeof checked === 'string' ? (JSON.parse(checked) as { time: string }).time : '';
      const refused = typeof checked === 'string' ? refusedTime(time, window) : checked;
      if (refused || typeof checked !== 'string') {
        rejects.push({ line: number, ...refused!, text: keptText(bytes) });
        continue;
      }
      const length = Buffer.byteLength(checked);
      good.push(checked);
      goodLines.push({ number, start: at, end: at + length });
      times.push(time);
      at += length;
    }
  }
  times.sort();
  return {
    body: Buffer.from(good.join('')),
    lines: goodLines,
    rejects,
    firstTime: times[0] ?? '',
    lastTime: times.at(-1) ?? '',
  };
}

/** Returns the row of a line that ClickHouse refused although it fits the specification. */
export function refusedByStore(body: Buffer, { number, start, end }: Line, detail: string): RejectRow {
  return { line: number, pointer: '', detail, text: keptText(body.subarray(start, end)) };
}

function refusedTime(time: string, { oldest, newest }: TimeWindow): { pointer: string; detail: string } | undefined {
  const second = time.slice(0, oldest.length);
  if (second < oldest) return { pointer: '/time', detail: `is before ${oldest}Z, older than events are kept` };
  if (second > newest) return { pointer: '/time', detail: `is after ${newest}Z, more than 24 h ahead` };
  return undefined;
}

function keptText(bytes: Buffer): string {
  return bytes.subarray(0, keptBytes).toString();
}
