import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@ja4-platform/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AuthenticatedRequest } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import type { Feed, FeedPage } from './feed.js';

/** What the API follows for its clients. */
export type StreamKind = 'requests' | 'detections' | 'jobs';

interface Bounds {
  /** Streams of this process. */
  readonly streams: number;
  /** Of those, streams of one caller. */
  readonly perCaller: number;
  /** A client that takes nothing for this long is gone, or will never catch up. */
  readonly stalledMs: number;
}

export const streamBounds: Bounds = { streams: 100, perCaller: 25, stalledMs: 30_000 };
export const pollMs = 500;
const heartbeatMs = 15_000;

/** Server-sent events of every kind, for a bounded number of clients. */
export class StreamService {
  private readonly streams = new Map<AbortController, { kind: StreamKind; callerId: string }>();
  private readonly closing = new AbortController();
  private readonly refused: Counter<'kind'>;

  constructor(
    private readonly logger: Logger,
    metrics: Registry,
    private readonly bounds = streamBounds,
  ) {
    const gauge: Gauge<'kind'> = new Gauge<'kind'>({
      name: 'ja4_api_streams',
      help: `Clients that follow something, at most ${bounds.streams}`,
      labelNames: ['kind'],
      registers: [metrics],
      collect: () => {
        for (const kind of ['requests', 'detections', 'jobs'] as const) {
          gauge.set({ kind }, [...this.streams.values()].filter((stream) => stream.kind === kind).length);
        }
      },
    });
    this.refused = new Counter({
      name: 'ja4_api_streams_refused_total',
      help: 'Clients that found no room',
      labelNames: ['kind'],
      registers: [metrics],
    });
  }

  /**
   * Returns server-sent events for as long as the client is there and would be let in.
   * @throws Problem too-many-requests, bad-request for an event id that is none of the feed, or what the feed's first page
   *   throws: once the answer has begun, no status can say what is wrong
   */
  async open<Position>(
    request: AuthenticatedRequest,
    kind: StreamKind,
    feed: Feed<Position>,
    lastEventId: string | undefined,
  ): Promise<Readable> {
    const from = lastEventId === undefined ? undefined : feed.parse(lastEventId);
    const gone = this.admit(request, kind);
    try {
      const first = await feed.after(from ?? (await feed.now()));
      // One chunk ahead of the client and no more: the generator waits for it.
      const ended = AbortSignal.any([gone.signal, this.closing.signal]);
      const events = Readable.from(this.events(feed, first, ended, request), { highWaterMark: 1 });
      gone.signal.addEventListener('abort', () => events.destroy());
      if (gone.signal.aborted) events.destroy();
      return events;
    } catch (error) {
      gone.abort();
      throw error;
    }
  }

  /** Ends every stream: clients come back to another process, or to this one's successor. */
  close(): void {
    this.closing.abort();
  }

  /** Takes a place, which is free again when the returned controller is aborted or the client is gone. */
  private admit({ user, res }: AuthenticatedRequest, kind: StreamKind): AbortController {
    const ofCaller = [...this.streams.values()].filter(({ callerId }) => callerId === user.id).length;
    if (this.streams.size >= this.bounds.streams || ofCaller >= this.bounds.perCaller) {
      this.refused.inc({ kind });
      const whose = ofCaller >= this.bounds.perCaller ? 'This caller has' : 'This process has';
      const limit = ofCaller >= this.bounds.perCaller ? this.bounds.perCaller : this.bounds.streams;
      throw new Problem('too-many-requests', `${whose} ${limit} streams open already.`, { retryAfterSeconds: 10 });
    }
    const gone = new AbortController();
    this.streams.set(gone, { kind, callerId: user.id });
    gone.signal.addEventListener('abort', () => this.streams.delete(gone));
    res?.once('close', () => gone.abort());
    if (res?.closed) gone.abort();
    return gone;
  }

  private async *events<Position>(
    feed: Feed<Position>,
    first: FeedPage<Position>,
    ended: AbortSignal,
    request: AuthenticatedRequest,
  ): AsyncGenerator<string> {
    let stalled: NodeJS.Timeout | undefined;
    try {
      for await (const chunk of chunks(feed, first, ended, request)) {
        stalled = setTimeout(() => request.res?.destroy(), this.bounds.stalledMs);
        yield chunk;
        clearTimeout(stalled);
      }
    } catch (error) {
      // The client comes back with Last-Event-ID; one that went away is no error.
      if (!ended.aborted) this.logger.warn({ err: error }, 'a stream ended');
    } finally {
      clearTimeout(stalled);
    }
  }
}

async function* chunks<Position>(
  feed: Feed<Position>,
  first: FeedPage<Position>,
  signal: AbortSignal,
  request: AuthenticatedRequest,
): AsyncGenerator<string> {
  let page = first;
  let sentAt = 0;
  // Asked after a page is read and before it is sent.
  while (!signal.aborted && (await request.isStillLetIn())) {
    const { events, position, isPartial } = page;
    if (events.length || Date.now() - sentAt >= heartbeatMs) {
      sentAt = Date.now();
      yield (
        events.map(({ id, data }) => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`).join('') ||
        `: nothing new\nid: ${feed.idOf(position)}\n\n`
      );
    }
    if (!isPartial) await sleep(pollMs, undefined, { signal });
    page = await feed.after(position);
  }
}
