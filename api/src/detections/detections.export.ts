import { allRows, type RowsPage } from '../downloads/all-rows.js';
import type { Export } from '../downloads/downloads.js';
import { exampleDetection } from './detections.example.js';
import type { DetectionsService } from './detections.service.js';
import type { DetectionExport } from './detections.types.js';

const columns = Object.keys(exampleDetection);
const limit = 500;

/** Exports of detections: all pages of their list. */
export class DetectionsExport {
  constructor(private readonly detections: DetectionsService) {}

  of({ format = 'ndjson', ...search }: DetectionExport): Export {
    const read = async (cursor: string | undefined): Promise<RowsPage<string>> => {
      const page = await this.detections.list({ ...search, limit, ...(cursor === undefined ? {} : { cursor }) });
      return { rows: page.items.map((item) => JSON.stringify(item)), next: page.next_cursor ?? undefined };
    };
    return { name: 'detections', format, columns, rows: () => allRows(read) };
  }
}
