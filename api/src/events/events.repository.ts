import type { ClickHouseSettings } from '@clickhouse/client';
import type { Store } from '../store/store.js';
import type { EventKind, RejectedLine } from './events.types.js';

const landingTable: Record<EventKind, string> = { http: 'http_events', tls: 'handshakes' };

/** What ClickHouse must not be lenient about, and one block for one batch whatever its size. */
const landingSettings = {
  input_format_skip_unknown_fields: 0,
  input_format_column_name_matching_mode: 'match_case',
  input_format_null_as_default: 1,
  input_format_json_read_bools_as_numbers: 0,
  input_format_json_read_numbers_as_strings: 0,
  input_format_json_read_bools_as_strings: 0,
  input_format_json_read_arrays_as_strings: 0,
  input_format_json_read_objects_as_strings: 0,
  input_format_parallel_parsing: 0,
  date_time_input_format: 'best_effort',
  max_insert_block_size: '100000',
  min_insert_block_size_rows: '100000',
  min_insert_block_size_bytes: '1000000000',
  max_partitions_per_insert_block: '0',
} as const satisfies ClickHouseSettings;

export interface RejectRow extends RejectedLine {
  /** The bytes of the line, cut to a bound. */
  readonly text: string;
}

export interface RejectOrigin {
  readonly batchId: string;
  readonly kind: EventKind;
  readonly sensorId: string;
  readonly receivedAt: number;
}

/** The landing tables. */
export class EventsRepository {
  constructor(private readonly store: Store) {}

  /**
   * Inserts stamped lines as one block: all of them or none. A token that was seen before writes nothing.
   *
   * @returns how many rows ClickHouse counts: those that views wrote too, and those of a token that was seen before
   */
  land(kind: EventKind, lines: Buffer, token: string): Promise<number> {
    const settings = { ...landingSettings, insert_deduplication_token: token };
    return this.store.insertBody('events.land', landingTable[kind], lines, settings);
  }

  /** Returns the lines of a batch that are stored. `span` bounds the search: earliest and latest time of the batch. */
  async landed(kind: EventKind, batchId: string, span: readonly [string, string]): Promise<Set<number>> {
    const [from, to] = span;
    const times = kind === 'tls' ? `AND time BETWEEN {from:DateTime64(6, 'UTC')} AND {to:DateTime64(6, 'UTC')}` : '';
    const sql = `SELECT DISTINCT seq FROM ${landingTable[kind]} WHERE batch_id = {batchId:UUID} ${times}`;
    const rows = await this.store.rows<{ seq: number }>('events.landed', sql, {
      batchId,
      from: plainTime(from),
      to: plainTime(to),
    });
    return new Set(rows.map(({ seq }) => seq));
  }

  saveRejects({ batchId, kind, sensorId, receivedAt }: RejectOrigin, rejects: readonly RejectRow[]): Promise<void> {
    const rows = rejects.map(({ line, pointer, detail, text }) => ({
      batch_id: batchId,
      seq: line,
      kind,
      sensor_id: sensorId,
      received_at: new Date(receivedAt).toISOString(),
      pointer,
      detail,
      line: text,
    }));
    return this.store.insert('events.saveRejects', 'ingest_rejects', rows);
  }
}

/** Parameters of DateTime64 take no `T` and no zone. */
function plainTime(time: string): string {
  return time.replace('T', ' ').replace('Z', '');
}
