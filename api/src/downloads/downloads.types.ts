/** One JSON object a line, or CSV with the names of the columns in its first line. */
export type ExportFormat = 'ndjson' | 'csv';
