import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { NamedCount, TimelineBucket, StackedSearch, Totals } from './metrics.types.js';

const operation = 'metrics.overview';
const levels = `['critical', 'high', 'medium', 'low']`;

/** Figures over whole hours, from the aggregate; a range of a few hours has its timeline from the requests themselves. */
export class MetricsRepository {
  constructor(private readonly store: Store) {}

  async totals(range: TimeRange): Promise<Totals> {
    const { where, params } = new Conditions().between('hour', range.from, range.to);
    const tls = `toUInt64(requests - sum(t.orphans['plain_http']))`;
    const sql = `SELECT sum(t.requests) AS requests, uniqExact(t.client_ip) AS clients, sumIf(t.requests, t.correlated) AS correlated,
        if(${tls} = 0, NULL, correlated / ${tls}) AS correlated_share,
        uniqExactIf(t.ja4, t.ja4 != '') AS ja4s, uniqExactIf(t.host, t.host != '') AS hosts, sum(t.refused) AS refused,
        sum(t.server_errors) AS server_errors, if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share,
        sum(t.bytes_out) AS bytes_out
      FROM agg_host_ip_ja4_1h AS t ${where}`;
    return (await this.store.rows<Totals>(operation, sql, params))[0]!;
  }

  orphansByReason(range: TimeRange): Promise<NamedCount[]> {
    const { where, params } = new Conditions().between('hour', range.from, range.to);
    const sql = `SELECT orphan.1 AS name, sum(orphan.2) AS count
      FROM agg_host_ip_ja4_1h AS t ARRAY JOIN t.orphans AS orphan ${where} GROUP BY name ORDER BY count DESC, name`;
    return this.store.rows(operation, sql, params);
  }

  /** Returns the ten values with most requests. */
  top(column: 'ja4' | 'host', range: TimeRange): Promise<NamedCount[]> {
    const { where, params } = new Conditions().between('hour', range.from, range.to).add(`t.${column} != ''`);
    const sql = `SELECT t.${column} AS name, sum(t.requests) AS count
      FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY name ORDER BY count DESC, name LIMIT 10`;
    return this.store.rows(operation, sql, params);
  }

  openDetectionsByLevel(): Promise<NamedCount[]> {
    const sql = `SELECT t.level AS name, count() AS count FROM detections AS t FINAL
      WHERE t.status IN ('open', 'acknowledged', 'escalated') GROUP BY name ORDER BY indexOf(${levels}, name)`;
    return this.store.rows(operation, sql);
  }

  /** Buckets of whole hours. */
  timelineOfHours(range: TimeRange, bucketSeconds: number): Promise<TimelineBucket[]> {
    const { where, params } = new Conditions().between('hour', range.from, range.to);
    const sql = `SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
        sum(t.requests) AS requests, sumIf(t.requests, t.correlated) AS correlated, requests - correlated AS orphan,
        sum(t.refused) AS refused
      FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY time ORDER BY time`;
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

  /** Requests in buckets, by the values with most requests; an empty value is the rest. */
  stacked(
    { by = 'status', series = 8, client_ip, ja4, host }: StackedSearch,
    range: TimeRange,
    bucketSeconds: number,
  ): Promise<{ time: string; value: string; requests: number }[]> {
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
