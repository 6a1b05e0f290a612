import { allRows } from '../downloads/all-rows.js';
import { networkColumns } from '../reference-lists/dictionaries.js';
import { addressText, holdsAddress } from '../store/address.js';
import type { RecordPosition } from '../records/records.repository.js';
import { Conditions } from '../store/conditions.js';
import { partsOf } from '../store/parts.js';
import type { Store } from '../store/store.js';
import type { Decision, DecisionOrigin } from './decisions.types.js';
import { instant } from '../store/instant.js';

/** A decision as it is stored. */
export interface StoredDecision extends Decision {
  withdrawn: string[];
  seq: number;
}

export interface DecisionFilters {
  readonly origin?: DecisionOrigin;
  readonly address?: string;
  readonly source_id?: string;
  readonly created_by?: string;
  readonly state: 'active' | 'ended' | 'any';
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** A block rule that is tried without being stored. */
export interface BlockThreshold {
  readonly host: string;
  readonly min_score: number;
  readonly duration_s: number;
}

/** An address that its detections have blocked. */
export interface DetectedAddress {
  address: string;
  detection_id: string;
  reason: string;
  expires_at: string;
}

const isActive = `t.ended_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64}))`;
const rowsAtOnce = 5000;
const shown = 't.* EXCEPT (withdrawn, seq)';
/** Without a block rule: what is critical, for four hours after it was last seen. */
const usualDurationS = 14_400;

export class DecisionsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` decisions, newest first, after the position. */
  list(filters: DecisionFilters, limit: number, after: RecordPosition | undefined): Promise<Decision[]> {
    const conditions = conditionsOf(filters);
    if (after) {
      const time = instant('after_time');
      conditions.add(`(t.created_at, t.decision_id) < (${time}, {after_id:UUID})`, {
        after_time: after.createdAt,
        after_id: after.id,
      });
    }
    const sql = `SELECT ${shown} FROM decisions AS t FINAL ${conditions.where}
      ORDER BY t.created_at DESC, t.decision_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('decisions.list', sql, { ...conditions.params, limit });
  }

  count(filters: DecisionFilters): Promise<number> {
    return this.store.count('decisions.list', 'decisions AS t FINAL', conditionsOf(filters));
  }

  async get(decisionId: string): Promise<StoredDecision | undefined> {
    const sql = 'SELECT t.* FROM decisions AS t FINAL WHERE t.decision_id = {decisionId:UUID}';
    return (await this.store.rows<StoredDecision>('decisions.get', sql, { decisionId }))[0];
  }

  /**
   * Returns every decision that is active, oldest change first, page by page: a slow reader keeps no query waiting. One that
   * changes meanwhile comes once more.
   */
  async *active(operation: string, now: number): AsyncGenerator<StoredDecision> {
    const sql = `SELECT t.* FROM decisions AS t FINAL WHERE ${isActive} AND t.seq > {after:UInt64}
      ORDER BY t.seq LIMIT {page_limit:UInt32}`;
    const pages = allRows<number, StoredDecision>(async (after = 0) => {
      const rows = await this.store.rows<StoredDecision>(operation, sql, { now, after, page_limit: rowsAtOnce });
      return { rows, next: rows.length < rowsAtOnce ? undefined : rows.at(-1)?.seq };
    });
    for await (const rows of pages) yield* rows;
  }

  /** Returns at most `limit` decisions that changed after `seq`, in the order of their change. */
  changedAfter(seq: number, limit: number): Promise<StoredDecision[]> {
    const sql = 'SELECT t.* FROM decisions AS t FINAL WHERE t.seq > {seq:UInt64} ORDER BY t.seq LIMIT {limit:UInt32}';
    return this.store.rows('decisions.changes', sql, { seq, limit });
  }

  /** Returns the decisions up to `seq` that expired in (from, to], milliseconds since 1970 UTC. */
  expired(seq: number, from: number, to: number): Promise<StoredDecision[]> {
    const sql = `SELECT t.* FROM decisions AS t FINAL WHERE t.seq <= {seq:UInt64} AND t.ended_at IS NULL
      AND t.expires_at > fromUnixTimestamp64Milli({from:Int64}) AND t.expires_at <= fromUnixTimestamp64Milli({to:Int64})`;
    return this.store.rows('decisions.changes', sql, { seq, from, to });
  }

  async lastSeq(): Promise<number> {
    const [row] = await this.store.rows<{ seq: number }>('decisions.publish', 'SELECT max(seq) AS seq FROM decisions');
    return row?.seq ?? 0;
  }

  /** Returns the CIDR blocks and addresses on the allow list. */
  async allowed(now: number): Promise<string[]> {
    const sql = `SELECT t.value AS value FROM rules AS t FINAL ${new Conditions().inForce(true, now).where}
      AND NOT t.removed AND NOT t.awaits_second AND t.kind = 'allow' AND t.field = 'address'`;
    return (await this.store.rows<{ value: string }>('decisions.publish', sql, { now })).map(({ value }) => value);
  }

  /**
   * Returns those of some addresses that lie in a network or country on the allow list.
   * @param values addresses; blocks are of no network
   */
  async allowedByNetwork(values: readonly string[], now: number): Promise<string[]> {
    const { asn, country } = networkColumns(this.store.database, 'ip');
    const allowed = (
      field: string,
    ): string => `(SELECT t.value FROM rules AS t FINAL ${new Conditions().inForce(true, now).where}
      AND NOT t.removed AND NOT t.awaits_second AND t.kind = 'allow' AND t.field = '${field}')`;
    const sql = `SELECT value FROM (SELECT arrayJoin({values:Array(String)}) AS value, toIPv6OrDefault(value) AS ip)
      WHERE position(value, '/') = 0 AND (toString(${asn}) IN ${allowed('asn')} OR ${country} IN ${allowed('country')})`;
    const found: string[] = [];
    for (const some of partsOf(values)) {
      const rows = await this.store.rows<{ value: string }>('decisions.publish', sql, { values: some, now });
      for (const { value } of rows) found.push(value);
    }
    return found;
  }

  /** Returns the id of a decision that a person made on this very value and that is active. */
  async manual(value: string, now: number): Promise<string | undefined> {
    const sql = `SELECT t.decision_id AS decision_id FROM decisions AS t FINAL
      WHERE ${isActive} AND t.origin = 'manual' AND t.value = {value:String} LIMIT 1`;
    return (await this.store.rows<{ decision_id: string }>('decisions.create', sql, { value, now }))[0]?.decision_id;
  }

  /** Returns the active decisions that hand out one of these ranges; one that hands out many may come several times. */
  async handingOut(ranges: readonly string[], now: number): Promise<StoredDecision[]> {
    const sql = `SELECT t.* FROM decisions AS t FINAL
      WHERE ${isActive} AND arrayExists(range -> range IN {ranges:Array(String)}, t.ranges)`;
    const found: StoredDecision[] = [];
    for (const some of partsOf(ranges)) {
      const rows = await this.store.rows<StoredDecision>('decisions.changes', sql, { ranges: some, now });
      found.push(...rows);
    }
    return found;
  }

  /** Returns the address rules of the deny list. */
  denied(now: number): Promise<{ rule_id: string; value: string; comment: string; expires_at: string | null }[]> {
    const sql = `SELECT t.rule_id, t.value, t.comment, t.expires_at FROM rules AS t FINAL
      ${new Conditions().inForce(true, now).where} AND NOT t.removed AND t.kind = 'deny' AND t.field = 'address' AND t.host = ''`;
    return this.store.rows('decisions.publish', sql, { now });
  }

  /** Whether a deny rule of all hosts speaks of more than addresses. */
  async deniesMoreThanAddresses(now: number): Promise<boolean> {
    const sql = `SELECT count() > 0 AS denies FROM rules AS t FINAL ${new Conditions().inForce(true, now).where}
      AND NOT t.removed AND t.kind = 'deny' AND t.field != 'address' AND t.host = ''`;
    return (await this.store.rows<{ denies: number }>('decisions.publish', sql, { now }))[0]?.denies === 1;
  }

  /** Streams the addresses that their detections have blocked at `now`. */
  async *detected(now: number): AsyncGenerator<DetectedAddress> {
    const { sql, params } = detectedSql({ now });
    yield* this.store.stream<DetectedAddress>('decisions.publish', sql, params);
  }

  /** Returns how many addresses their detections would have blocked. */
  countDetected(supposed: { now: number; candidate?: BlockThreshold; without?: string }): Promise<number> {
    const { sql, params } = detectedSql(supposed);
    return this.store.countOf('rules.dryRun', sql, params);
  }

  async save(operation: string, decisions: readonly StoredDecision[]): Promise<void> {
    await this.store.insert(operation, 'decisions', decisions);
  }
}

function detectedSql({ now, candidate, without = '' }: { now: number; candidate?: BlockThreshold; without?: string }): {
  sql: string;
  params: Record<string, unknown>;
} {
  const tried = candidate
    ? 'UNION ALL SELECT {host:String}, {min_score:Float64}, {duration_s:UInt32}, fromUnixTimestamp64Milli({now:Int64})'
    : '';
  const sql = `WITH (
      SELECT arraySort(threshold -> threshold.1 = '', groupArray((host, newest.1, newest.2))) FROM (
        SELECT host, argMax((min_score, duration_s), updated_at) AS newest FROM (
          SELECT t.host AS host, t.min_score AS min_score, t.duration_s AS duration_s, t.updated_at AS updated_at
          FROM rules AS t FINAL ${new Conditions().inForce(true, now).where} AND NOT t.removed AND t.kind = 'block'
            AND toString(t.rule_id) != {without:String}
          ${tried}
        ) GROUP BY host)
    ) AS thresholds
    SELECT ${addressText('client_ip')} AS address, argMax(detection_id, score) AS detection_id, argMax(why, score) AS reason,
      toDateTime64(max(until), 3, 'UTC') AS expires_at
    FROM (
      SELECT t.client_ip AS client_ip, t.detection_id AS detection_id, t.score AS score,
        arrayFirst(threshold -> threshold.1 IN (t.host, ''), thresholds) AS threshold, threshold.3 > 0 AS has_rule,
        t.last_seen + toIntervalSecond(if(has_rule, threshold.3, ${usualDurationS})) AS until,
        concat(t.reasons[1].key, ': ', t.reasons[1].detail) AS why
      FROM detections AS t FINAL
      WHERE t.verdict != 'suppressed' AND t.status != 'closed' AND until > fromUnixTimestamp64Milli({now:Int64})
        AND ((t.verdict = 'raised' AND t.level = 'critical') OR if(has_rule, t.score >= threshold.2, t.level = 'critical'))
    ) GROUP BY client_ip ORDER BY max(score) DESC, client_ip LIMIT ${maxDetected}`;
  return { sql, params: { now, without, ...(candidate && only(candidate)) } };
}

/** No more addresses than this are blocked by their detections: the riskiest. */
export const maxDetected = 100_000;

const only = ({ host, min_score, duration_s }: BlockThreshold): BlockThreshold => ({ host, min_score, duration_s });

function conditionsOf({ origin, address, source_id, created_by, state, now }: DecisionFilters): Conditions {
  const conditions = new Conditions();
  for (const [name, value] of Object.entries({ origin, source_id, created_by }))
    conditions.equal(name, 'String', value);
  if (address !== undefined) conditions.add(holdsAddress, { address });
  if (state !== 'any') conditions.add(state === 'active' ? `(${isActive})` : `NOT (${isActive})`, { now });
  return conditions;
}
