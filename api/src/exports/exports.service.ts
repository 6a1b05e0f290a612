import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../context.js';
import { conditionsOf, type DetectionsRepository } from '../detections/detections.repository.js';
import type { Detection, DetectionFilters } from '../detections/detections.types.js';
import { textStream } from '../http/text-stream.js';
import { cefOf } from './cef.js';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';
import { stixBundle } from './stix.js';

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

  private detections(search: DetectionFilters): AsyncGenerator<Detection> {
    return this.rows.all('exports', conditionsOf(search, this.clock.now()));
  }
}

async function* mapped(
  detections: AsyncIterable<Detection>,
  write: (detection: Detection) => string,
): AsyncGenerator<string> {
  for await (const detection of detections) yield write(detection);
}
