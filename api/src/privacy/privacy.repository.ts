import type { Store } from '../store/store.js';

export interface TableFacts {
  table: string;
  /** The rule of the table, like `toDateTime(time) + toIntervalDay(7)`; empty without one. */
  ttl: string;
  rows: number;
  personal: boolean;
}

/** Columns that hold addresses as text, or may: what was said of them, filters, lines as they came, payloads. */
const addressTexts = {
  campaign_history: 'key',
  campaigns: 'key',
  decisions: 'value',
  detection_bulks: 'filters',
  ingest_rejects: 'line',
  labels: 'value',
  reference_prefixes: 'prefix',
  rules: 'value',
  searches: 'query',
  sensors: 'settings',
  webhook_deliveries: 'payload',
};
const textColumns = Object.entries(addressTexts).map(([table, column]) => `('${table}', '${column}')`);

export class PrivacyRepository {
  constructor(private readonly store: Store) {}

  /** Returns each table that holds rows, with its rule and whether it has columns for addresses. */
  tables(): Promise<TableFacts[]> {
    const sql = `SELECT t.name AS table,
        extract(t.engine_full, ' TTL (.+?)(?: SETTINGS .*)?$') AS ttl, ifNull(t.total_rows, 0) AS rows,
        CAST(t.name IN (
          SELECT table FROM system.columns WHERE database = {database:String}
            AND (name IN ('src_ip', 'client_ip', 'address', 'entity_value') OR type LIKE '%IPv6%'
              OR (table, name) IN (${textColumns.join(', ')}))
        ), 'Bool') AS personal
      FROM system.tables AS t
      WHERE t.database = {database:String} AND t.engine LIKE '%MergeTree' AND NOT startsWith(t.name, '.inner')
      ORDER BY t.name`;
    return this.store.rows('privacy.get', sql, { database: this.store.database });
  }
}
