import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../context.js';
import { conditionsOf, type DetectionsRepository } from '../detections/detections.repository.js';
import type { Detection, DetectionFilters } from '../detections/detections.types.js';
import { allRows, type RowsPage } from '../downloads/all-rows.js';
import { textStream } from '../http/text-stream.js';
import { cefOf } from './cef.js';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';
import { stixBundle } from './stix.js';

const pageRows = 500;

/** Detections in the formats of other systems, of any number in flat memory. */
export class ExportsService {
  constructor(
    private readonly rows: DetectionsRepository,
    private readonly clock: Clock,
  ) {}

  ecs(search: DetectionFilters): Promise<Readable> {
    return textStream(mapped(this.detections(search), (detection) => `${JSON.stringify(ecsOf(detection))}\n`));
  }

  ocsf(search: DetectionFilters): Promise<Readable> {
    return textStream(mapped(this.detections(search), (detection) => `${JSON.stringify(ocsfOf(detection))}\n`));
  }

  cef(search: DetectionFilters): Promise<Readable> {
    return textStream(mapped(this.detections(search), cefOf));
  }

  stix(search: DetectionFilters): Promise<Readable> {
    return textStream(stixBundle(randomUUID(), this.detections(search)));
  }

  private async *detections(search: DetectionFilters): AsyncGenerator<Detection> {
    const conditions = conditionsOf(search, this.clock.now());
    const read = async (after: Detection | undefined): Promise<RowsPage<Detection, Detection>> => {
      const rows = await this.rows.oldest('exports', conditions, pageRows, after);
      return { rows, next: rows.length === pageRows ? rows.at(-1) : undefined };
    };
    for await (const rows of allRows(read)) yield* rows;
  }
}

async function* mapped(
  detections: AsyncIterable<Detection>,
  write: (detection: Detection) => string,
): AsyncGenerator<string> {
  for await (const detection of detections) yield write(detection);
}
