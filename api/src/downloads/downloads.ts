import type { Readable } from 'node:stream';
import { createGzip, constants } from 'node:zlib';
import type { Logger } from '@ja4-platform/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AuthenticatedRequest } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { textStream } from '../http/text-stream.js';
import { StoreUnavailable } from '../store/errors.js';

interface Bounds {
  /** Downloads of this process at once. */
  readonly downloads: number;
  /** A client that takes nothing for this long is disconnected. */
  readonly stalledMs: number;
}

export const downloadBounds: Bounds = { downloads: 8, stalledMs: 60_000 };

/** One list of any size as a file. */
export interface Export {
  readonly fileName: string;
  readonly contentType: string;
  /** Its text, of which no more is asked for than the client takes. */
  readonly pieces: AsyncIterable<string>;
}

/** Answers with lists of any size, for a bounded number of clients. */
export class Downloads {
  private readonly open = new Set<Export>();
  private readonly ended: Counter<'reason'>;

  constructor(
    private readonly logger: Logger,
    metrics: Registry,
    private readonly bounds = downloadBounds,
  ) {
    const gauge: Gauge = new Gauge({
      name: 'ja4_api_downloads',
      help: `Exports under way, at most ${bounds.downloads}`,
      registers: [metrics],
      collect: () => gauge.set(this.open.size),
    });
    this.ended = new Counter({
      name: 'ja4_api_downloads_ended_total',
      help: 'Exports by how they ended',
      labelNames: ['reason'],
      registers: [metrics],
    });
  }

  /** @throws Problem too-many-requests when no more exports may run, or what the first pieces threw */
  async start(request: AuthenticatedRequest, wanted: Export): Promise<Readable> {
    if (this.open.size >= this.bounds.downloads) {
      this.ended.inc({ reason: 'refused' });
      const detail = `${this.bounds.downloads} exports are under way already.`;
      throw new Problem('too-many-requests', detail, { retryAfterSeconds: 30 });
    }
    this.open.add(wanted);
    const texts = await textStream(request, whileLetIn(request, wanted.pieces), this.logger, {
      stalledMs: this.bounds.stalledMs,
      ended: (reason) => {
        this.open.delete(wanted);
        this.ended.inc({ reason });
      },
    });
    const response = request.res!;
    if (response.closed) return texts;
    response.setHeader('Content-Type', wanted.contentType);
    response.setHeader('Content-Disposition', `attachment; filename="${wanted.fileName}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Vary', 'Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) return texts;
    response.setHeader('Content-Encoding', 'gzip');
    return texts.pipe(createGzip({ level: constants.Z_BEST_SPEED }));
  }
}

/** Breaks off when the caller would not be let in any more. */
async function* whileLetIn(request: AuthenticatedRequest, pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const piece of pieces) {
    if (!(await isLetIn(request))) throw new Problem('unauthorized', 'The key or session ended during the export.');
    yield piece;
  }
}

async function isLetIn(request: AuthenticatedRequest): Promise<boolean> {
  try {
    return await request.isStillLetIn();
  } catch (error) {
    // An export waits for a store that is started again, and gets no more rows until then.
    if (error instanceof StoreUnavailable) return true;
    throw error;
  }
}
