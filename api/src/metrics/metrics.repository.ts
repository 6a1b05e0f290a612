import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { NamedCount, TimelineBucket, Totals } from './metrics.types.js';

const operation = 'metrics.overview';
const levels = `['critical', 'high', 'medium', 'low']`;

/** Figures over whole hours, from the aggregate; a range of a few hours has its timeline from the requests themselves. */
export class MetricsRepository {
  constructor(private readonly store: Store) {}

  async totals(range: TimeRange): Promise<Totals> {
    const { where, params } = new Conditions().between('hour', range.from, range.to);
    const sql = `SELECT sum(t.requests) AS requests, uniqExact(t.client_ip) AS clients, sumIf(t.requests, t.correlated) AS correlated,
        if(tls = 0, NULL, correlated / tls) AS correlated_share,
        toUInt64(requests - sum(t.orphans['plain_http'])) AS tls
      FROM agg_host_ip_ja4_1h AS t ${where}`;
    const rows = await this.store.rows<Totals & { tls: number }>(operation, sql, params);
    const { tls: _, ...totals } = rows[0] ?? { requests: 0, clients: 0, correlated: 0, correlated_share: null, tls: 0 };
    return totals;
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
}
