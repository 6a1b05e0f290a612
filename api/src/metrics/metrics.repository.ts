import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import { entityRows, type AttributeRows } from '../traffic/attribute-rows.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { NamedCount, TimelineBucket, StackedSearch, Totals } from './metrics.types.js';

const operation = 'metrics.overview';
const levels = `['critical', 'high', 'medium', 'low']`;

/** The rows of a range, of what the table of entities keeps of a kind: `t.entity_type` is all, host, ja4 or orphan_reason. */
function rowsOf(type: string, range: TimeRange): { rows: string; params: QueryParams } {
  const { from, conditions } = entityRows(type, range);
  return { rows: `FROM ${from} ${conditions.where}`, params: conditions.params };
}

/** Requests of a bucket that have a value. */
interface StackedCount {
  readonly time: string;
  readonly value: string;
  readonly requests: number;
}

/** Figures over whole hours, from the aggregate; a range of a few hours has its timeline from the requests themselves. */
export class MetricsRepository {
  constructor(private readonly store: Store) {}

  async totals(range: TimeRange): Promise<Totals> {
    const { rows, params } = rowsOf('all', range);
    const different = (type: string): string => `(SELECT uniqExact(t.entity_value) ${rowsOf(type, range).rows})`;
    const plain = `(SELECT sum(t.requests) ${rowsOf('orphan_reason', range).rows} AND t.entity_value = 'plain_http')`;
    const tls = `toUInt64(requests - ifNull(${plain}, 0))`;
    const sql = `SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
        if(${tls} = 0, NULL, correlated / ${tls}) AS correlated_share, ifNull(${different('ja4')}, 0) AS ja4s,
        ifNull(${different('host')}, 0) AS hosts, sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
        if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
      ${rows}`;
    return (await this.store.rows<Totals>(operation, sql, params))[0]!;
  }

  orphansByReason(range: TimeRange): Promise<NamedCount[]> {
    return this.most('orphan_reason', range, 100);
  }

  /** Returns the values with most requests. */
  most(type: 'ja4' | 'host' | 'orphan_reason', range: TimeRange, limit: number): Promise<NamedCount[]> {
    const { rows, params } = rowsOf(type, range);
    const sql = `SELECT t.entity_value AS name, sum(t.requests) AS count
      ${rows} GROUP BY name ORDER BY count DESC, name LIMIT {most:UInt32}`;
    return this.store.rows(operation, sql, { ...params, most: limit });
  }

  openDetectionsByLevel(): Promise<NamedCount[]> {
    const sql = `SELECT t.level AS name, count() AS count FROM detections AS t FINAL
      WHERE t.status IN ('open', 'acknowledged', 'escalated') GROUP BY name ORDER BY indexOf(${levels}, name)`;
    return this.store.rows(operation, sql);
  }

  /** Buckets of whole hours. */
  timelineOfHours(range: TimeRange, bucketSeconds: number): Promise<TimelineBucket[]> {
    const { from, conditions } = entityRows('all', range, 'hour');
    const { where, params } = conditions;
    const sql = `SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
        sum(t.requests) AS requests, sum(t.correlated) AS correlated, requests - correlated AS orphan,
        sum(t.refused) AS refused
      FROM ${from} ${where} GROUP BY time ORDER BY time`;
    return this.store.rows(operation, sql, { ...params, bucket: bucketSeconds });
  }

  /** Buckets shorter than an hour. */
  timelineOfMinutes(range: TimeRange, bucketSeconds: number): Promise<TimelineBucket[]> {
    const { where, params } = new Conditions().between('time', range.from, range.to);
    const sql = `SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
        count() AS requests, countIf(t.correlated) AS correlated, requests - correlated AS orphan,
        countIf(t.status IN (401, 403, 429)) AS refused
      FROM http_logs AS t ${where} GROUP BY time ORDER BY time`;
    return this.store.rows(operation, sql, { ...params, bucket: bucketSeconds });
  }

  /** Requests in buckets of whole hours, by the values with most requests: rows of them, and rows without a value of all requests. */
  stackedHours(rows: AttributeRows, series: number, range: TimeRange, bucketSeconds: number): Promise<StackedCount[]> {
    const { from, conditions, key, text, requests } = rows;
    const all = entityRows('all', range, 'hour');
    const counted = (value: string, source: string, where: string): string =>
      `SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, ${value} AS value, sum(t.requests) AS requests
      FROM ${source} ${where} GROUP BY time, value`;
    const sql = `WITH top AS (
        SELECT ${key} AS g FROM ${from} ${conditions.where} GROUP BY g ORDER BY ${requests} DESC, g LIMIT {series:UInt32}
      )
      ${counted(text(key), from, `${conditions.where} AND ${key} IN (SELECT g FROM top)`)}
      UNION ALL ${counted(`''`, all.from, all.conditions.where)}`;
    const params = { ...all.conditions.params, ...conditions.params, bucket: bucketSeconds, series };
    return this.store.rows('metrics.timeline', sql, params);
  }

  /** Requests in buckets, by the values with most requests; an empty value is the rest. */
  stacked(
    { by = 'status', series = 8, client_ip, ja4, host }: StackedSearch,
    range: TimeRange,
    bucketSeconds: number,
  ): Promise<StackedCount[]> {
    const { key, isPresent, text } = attributeColumns[by];
    const conditions = new Conditions().between('time', range.from, range.to);
    const { where, params } = conditions.address('client_ip', client_ip).text('ja4', ja4).text('host', host);
    const sql = `WITH top AS (
        SELECT ${key} AS g FROM http_logs AS t ${where} AND ${isPresent} GROUP BY g ORDER BY count() DESC, g LIMIT {series:UInt32}
      )
      SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
        if(${isPresent} AND ${key} IN (SELECT g FROM top), ${text(key)}, '') AS value, count() AS requests
      FROM http_logs AS t ${where} GROUP BY time, value ORDER BY time, value`;
    return this.store.rows('metrics.timeline', sql, { ...params, bucket: bucketSeconds, series });
  }
}
