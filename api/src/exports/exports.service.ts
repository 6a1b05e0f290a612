import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../context.js';
import type { DetectionsRepository } from '../detections/detections.repository.js';
import type { Detection } from '../detections/detections.types.js';
import { invalid } from '../http/invalid.js';
import { textStream } from '../http/text-stream.js';
import { parseTime } from '../http/time-range.js';
import { cefOf } from './cef.js';
import { ecsOf } from './ecs.js';
import type { ExportSearch } from './exports.types.js';
import { ocsfOf } from './ocsf.js';
import { stixBundle } from './stix.js';

/** Detections in the formats of other systems, of any number in flat memory. */
export class ExportsService {
  constructor(
    private readonly rows: DetectionsRepository,
    private readonly clock: Clock,
  ) {}

  ecs(search: ExportSearch): Promise<Readable> {
    return textStream(mapped(this.detections(search), (detection) => `${JSON.stringify(ecsOf(detection))}\n`));
  }

  ocsf(search: ExportSearch): Promise<Readable> {
    return textStream(mapped(this.detections(search), (detection) => `${JSON.stringify(ocsfOf(detection))}\n`));
  }

  cef(search: ExportSearch): Promise<Readable> {
    return textStream(mapped(this.detections(search), cefOf));
  }

  stix(search: ExportSearch): Promise<Readable> {
    return textStream(stixBundle(randomUUID(), this.detections(search)));
  }

  private detections({ from, to, ...filters }: ExportSearch): AsyncGenerator<Detection> {
    const now = this.clock.now();
    const range = {
      from: from === undefined ? undefined : parseTime(from, 'query.from', now),
      to: to === undefined ? undefined : parseTime(to, 'query.to', now),
    };
    if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
      throw invalid('query.from', 'must be before query.to');
    }
    return this.rows.all('exports', filters, range);
  }
}

async function* mapped(
  detections: AsyncIterable<Detection>,
  write: (detection: Detection) => string,
): AsyncGenerator<string> {
  for await (const detection of detections) yield write(detection);
}
