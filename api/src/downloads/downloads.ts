import { Readable } from 'node:stream';
import { createGzip, constants } from 'node:zlib';
import type { Logger } from '@ja4-platform/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AuthenticatedRequest } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { csvLine } from './csv.js';
import type { ExportFormat } from './downloads.types.js';

interface Bounds {
  /** Downloads of this process at once. */
  readonly downloads: number;
  /** A client that takes nothing for this long is disconnected. */
  readonly stalledMs: number;
}

export const downloadBounds: Bounds = { downloads: 8, stalledMs: 60_000 };
const contentTypes: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** One export: its rows as JSON texts, some at a time, and the columns that CSV shows in this order. */
export interface Export {
  /** Of the file: `requests` */
  readonly name: string;
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  rows(): AsyncGenerator<readonly string[], void>;
}

/**
 * Answers with lists of any size: rows are asked for as the client takes them, so memory does not grow with the list.
 * What fails before the first row is a problem; what fails later breaks the connection, so that nobody takes a part for
 * the whole.
 */
export class Downloads {
  private readonly open = new Set<Readable>();
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

  /** @throws Problem too-many-requests when no more exports may run, or what the first rows threw */
  async start(request: AuthenticatedRequest, wanted: Export): Promise<Readable> {
    const { res: response } = request;
    if (!response) throw new Error('the request has no response');
    if (this.open.size >= this.bounds.downloads) {
      this.ended.inc({ reason: 'refused' });
      const detail = `${this.bounds.downloads} exports are under way already.`;
      throw new Problem('too-many-requests', detail, { retryAfterSeconds: 30 });
    }
    const rows = wanted.rows();
    const texts = Readable.from(
      this.texts(wanted, rows, () => response.destroy()),
      { objectMode: false },
    );
    this.open.add(texts);
    texts.once('close', () => this.open.delete(texts));
    response.once('close', () => texts.destroy());
    // The first rows, so that what is wrong with the query is still an answer.
    await new Promise<void>((resolve, reject) => {
      texts.once('readable', resolve).once('end', resolve).once('error', reject);
    });
    response.setHeader('Content-Type', contentTypes[wanted.format]);
    response.setHeader('Content-Disposition', `attachment; filename="${wanted.name}.${wanted.format}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Vary', 'Accept-Encoding');
    texts.once('error', (error) => {
      this.ended.inc({ reason: 'failed' });
      this.logger.error({ err: error, requestId: request.requestId }, 'an export broke off');
      response.destroy();
    });
    if (!request.acceptsEncodings('gzip')) return texts;
    response.setHeader('Content-Encoding', 'gzip');
    return texts.pipe(createGzip({ level: constants.Z_BEST_SPEED }));
  }

  private async *texts(
    { format, columns }: Export,
    rows: AsyncGenerator<readonly string[], void>,
    disconnect: () => void,
  ): AsyncGenerator<string> {
    let stalled: NodeJS.Timeout | undefined;
    // The header goes with the first rows: what fails before them is answered as a problem.
    let header = format === 'csv' ? csvLine(columns) : '';
    try {
      for await (const some of rows) {
        stalled = setTimeout(() => {
          this.ended.inc({ reason: 'stalled' });
          disconnect();
        }, this.bounds.stalledMs);
        yield header + (format === 'csv' ? some.map((row) => csvOf(row, columns)).join('') : `${some.join('\n')}\n`);
        header = '';
        clearTimeout(stalled);
      }
      if (header) yield header;
      this.ended.inc({ reason: 'complete' });
    } finally {
      clearTimeout(stalled);
    }
  }
}

function csvOf(row: string, columns: readonly string[]): string {
  const values = JSON.parse(row) as Record<string, unknown>;
  return csvLine(columns.map((column) => values[column]));
}
