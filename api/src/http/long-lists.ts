import { pipeline, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { NextFunction, Request, Response } from 'express';

/** Some milliseconds' worth of text where items are largest. */
const itemsAtOnce = 250;

/**
 * Middleware: a list of many items becomes text some items at a time, no faster than the client takes it. All of it at once
 * would keep everybody else waiting: 5,000 rows of features are 8 MB.
 */
export function longLists(_request: Request, response: Response, next: NextFunction): void {
  const sendWhole = response.json.bind(response);
  response.json = (body?: unknown) => {
    if (!isLong(body)) return sendWhole(body);
    response.type('json');
    // A client that leaves ends it; there is nobody to tell.
    pipeline(Readable.from(textOf(body)), response, () => undefined);
    return response;
  };
  next();
}

interface LongList {
  readonly items: readonly unknown[];
}

function isLong(body: unknown): body is LongList {
  const { items } = (body ?? {}) as Partial<LongList>;
  return Array.isArray(items) && items.length > itemsAtOnce;
}

async function* textOf({ items, ...others }: LongList): AsyncGenerator<string> {
  yield JSON.stringify({ ...others, items: [] }).slice(0, -2);
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const text = JSON.stringify(items.slice(from, from + itemsAtOnce)).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
    // Nothing else waits while a client reads as fast as this writes.
    await turn();
  }
  yield ']}';
}
