import { randomUUID } from 'node:crypto';
import type { DetectionsExport } from '../detections/detections.export.js';
import type { Detection, DetectionFilters } from '../detections/detections.types.js';
import type { Export } from '../downloads/downloads.js';
import { cefOf } from './cef.js';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';
import { stixBundle } from './stix.js';

/** Detections in the formats of other systems, of any number in flat memory. */
export class ExportsService {
  constructor(private readonly detections: DetectionsExport) {}

  /** @throws Problem validation-failed when a filter does not fit, as the others do */
  ecs(search: DetectionFilters): Export {
    const pieces = mapped(this.matching(search), (detection) => `${JSON.stringify(ecsOf(detection))}\n`);
    return { fileName: 'detections.ecs.ndjson', contentType: 'application/x-ndjson', pieces };
  }

  ocsf(search: DetectionFilters): Export {
    const pieces = mapped(this.matching(search), (detection) => `${JSON.stringify(ocsfOf(detection))}\n`);
    return { fileName: 'detections.ocsf.ndjson', contentType: 'application/x-ndjson', pieces };
  }

  cef(search: DetectionFilters): Export {
    const pieces = mapped(this.matching(search), cefOf);
    return { fileName: 'detections.cef', contentType: 'text/plain', pieces };
  }

  stix(search: DetectionFilters): Export {
    const pieces = stixBundle(randomUUID(), this.matching(search));
    return { fileName: 'detections.stix.json', contentType: 'application/stix+json', pieces };
  }

  private async *matching(search: DetectionFilters): AsyncGenerator<Detection> {
    for await (const some of this.detections.all('exports', search)) yield* some;
  }
}

async function* mapped(
  detections: AsyncIterable<Detection>,
  write: (detection: Detection) => string,
): AsyncGenerator<string> {
  for await (const detection of detections) yield write(detection);
}
