import type { Clock } from '../context.js';
import { allRows, type RowsPage } from '../downloads/all-rows.js';
import type { Export } from '../downloads/downloads.js';
import { rowsExport } from '../downloads/rows-export.js';
import { openRange } from '../http/time-range.js';
import { exampleDetection } from './detections.example.js';
import { conditionsOf, type DetectionsRepository } from './detections.repository.js';
import { withMessages } from './detections.service.js';
import type { Detection, DetectionExport, DetectionFilters } from './detections.types.js';

const columns = Object.keys(exampleDetection);
const pageRows = 500;

/** Exports of detections. */
export class DetectionsExport {
  constructor(
    private readonly detections: DetectionsRepository,
    private readonly clock: Clock,
  ) {}

  of({ format = 'ndjson', ...search }: DetectionExport): Export {
    const pages = this.all('detections.export', search);
    async function* rows(): AsyncGenerator<readonly string[], void> {
      for await (const page of pages) yield page.map((item) => JSON.stringify(withMessages(item)));
    }
    return rowsExport({ name: 'detections', format, columns, rows });
  }

  /**
   * Returns all detections that match when this is called in the order they were opened, some at a time. That does not change
   * in a detection, so that none that changes meanwhile is missing or comes twice.
   */
  all(operation: string, search: DetectionFilters): AsyncGenerator<readonly Detection[], void> {
    const conditions = conditionsOf(search, openRange(search, this.clock.now()));
    return allRows(async (after: Detection | undefined): Promise<RowsPage<Detection, Detection>> => {
      const rows = await this.detections.oldest(operation, conditions, pageRows, after);
      return { rows, next: rows.length === pageRows ? rows.at(-1) : undefined };
    });
  }
}
