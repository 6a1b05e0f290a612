import { csvLine } from './csv.js';
import type { Export } from './downloads.js';
import type { ExportFormat } from './downloads.types.js';

const contentTypes: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

interface Rows {
  /** Of the file: `requests` */
  readonly name: string;
  readonly format: ExportFormat;
  /** What CSV shows, in this order. */
  readonly columns: readonly string[];
  /** The rows as JSON texts, some at a time. */
  readonly rows: () => AsyncGenerator<readonly string[], void>;
}

/** Returns the export of rows in one of the formats that all lists have. */
export function rowsExport({ name, format, columns, rows }: Rows): Export {
  async function* pieces(): AsyncGenerator<string, void> {
    // The header goes with the first rows: what fails before them is answered as a problem.
    let header = format === 'csv' ? csvLine(columns) : '';
    for await (const some of rows()) {
      yield header + (format === 'csv' ? some.map((row) => csvOf(row, columns)).join('') : `${some.join('\n')}\n`);
      header = '';
    }
    if (header) yield header;
  }
  return { fileName: `${name}.${format}`, contentType: contentTypes[format], pieces: pieces() };
}

function csvOf(row: string, columns: readonly string[]): string {
  const values = JSON.parse(row) as Record<string, unknown>;
  return csvLine(columns.map((column) => values[column]));
}
