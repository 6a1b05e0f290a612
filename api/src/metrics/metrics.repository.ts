import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { entityRows, entityTables, type AttributeRows } from '../traffic/attribute-rows.js';
import { attributeColumns } from '../traffic/attributes.js';
import { requestsCounted } from '../traffic/part-of-hour.sql.js';
import { byTime, ofEachTime, rowsOfTimes, type InTime } from '../traffic/times.sql.js';
import type { NamedCount, TimelineBucket, StackedSearch, Totals } from './metrics.types.js';

const operation = 'metrics.overview';
const levels = `['critical', 'high', 'medium', 'low']`;

const countedTypes = ['ja4', 'host', 'orphan_reason'] as const;
/** SQL of the types that a request `t` counts for, each with its value. */
const valuesOfRequest = countedTypes.map((type) => {
  const { key, isPresent } = attributeColumns[type];
  return `('${type}', if(${isPresent}, toString(${key}), ''))`;
});

/** Values with most requests, and how many there are. */
interface Counted {
  readonly most: NamedCount[];
  readonly different: number;
}
export type CountedValues = Record<(typeof countedTypes)[number], Counted>;

/** What all requests are counted in. */
export type Sums = Omit<Totals, 'correlated_share' | 'ja4s' | 'hosts'>;

/** A bucket, without what it is compared with. */
export type TimelineRow = Omit<TimelineBucket, 'previous_requests'>;

/** When each bucket begins, and its requests, those correlated and those refused. */
type Buckets = [string[], number[], number[], number[]];

/** What all requests of a time are counted in, and the same in buckets of whole hours. */
interface SumsOfTime {
  readonly sums: Sums;
  readonly timeline: TimelineRow[];
}

/** Requests of a bucket that have a value. */
interface StackedCount {
  readonly time: string;
  readonly value: string;
  readonly requests: number;
}

/**
 * Figures over whole hours, from the aggregate, and over the part of one that a range ends with; a range of a few hours has its
 * timeline from the requests themselves.
 */
export class MetricsRepository {
  constructor(private readonly store: Store) {}

  /** Returns what is counted of all requests, and in buckets of whole hours, for each time in turn: one reading has both. */
  async sums(times: readonly TimeRange[], bucketSeconds: number): Promise<SumsOfTime[]> {
    const conditions = new Conditions().equal('entity_type', 'String', 'all');
    const requestsOf = ({ where }: Conditions): string => requestsCounted(where);
    const columns = 'hour, requests, addresses, correlated, refused, server_errors, browser_like, bytes_out';
    const tables = { hours: entityTables.hours };
    const { from, params } = rowsOfTimes({ times, tables, conditions, columns, requestsOf });
    const sql = `SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
        sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
        if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out,
        sumMap([toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32}))], [t.requests], [t.correlated], [t.refused]) AS buckets
      FROM ${from} ${ofEachTime}`;
    const rows = await this.store.rows<Sums & { buckets: Buckets }>(operation, sql, {
      ...params,
      bucket: bucketSeconds,
    });
    return rows.map(({ buckets, ...sums }) => ({ sums, timeline: timelineOf(buckets) }));
  }

  /** Returns the values with most requests of each type that is counted, for each time in turn. */
  async values(times: readonly TimeRange[], limit: number): Promise<CountedValues[]> {
    const requestsOf = ({ where }: Conditions): string =>
      `SELECT toStartOfHour(toDateTime(t.time, 'UTC')) AS hour, pair.1 AS entity_type, pair.2 AS entity_value, count() AS requests
      FROM http_logs AS t ARRAY JOIN arrayFilter(value -> value.2 != '', [${valuesOfRequest.join(', ')}]) AS pair ${where}
      GROUP BY hour, entity_type, entity_value`;
    const conditions = new Conditions().oneOf('entity_type', countedTypes);
    const columns = 'entity_type, entity_value, requests';
    const { from, params } = rowsOfTimes({ times, tables: entityTables, conditions, columns, requestsOf });
    // No window and no LIMIT BY: they would hold every host in memory, and a client may invent millions.
    const sql = `SELECT v.time_no AS time_no, v.type AS type, count() AS different,
        arrayMap(x -> CAST((x.2, -x.1), 'Tuple(name String, count UInt64)'), groupArraySorted(${limit})((-toInt64(v.count), v.name))) AS most
      FROM (
        SELECT t.time_no AS time_no, t.entity_type AS type, t.entity_value AS name, sum(t.requests) AS count
        FROM ${from} GROUP BY time_no, type, name
      ) AS v GROUP BY time_no, type`;
    const rows = await this.store.rows<Counted & { type: string } & InTime>(operation, sql, params);
    const none: Counted = { most: [], different: 0 };
    return byTime(times, rows).map((found) => {
      const of = (wanted: string): Counted => found.find(({ type }) => type === wanted) ?? none;
      return { ja4: of('ja4'), host: of('host'), orphan_reason: of('orphan_reason') };
    });
  }

  openDetectionsByLevel(): Promise<NamedCount[]> {
    const sql = `SELECT t.level AS name, count() AS count FROM detections AS t FINAL
      WHERE t.status != 'closed' AND t.verdict != 'suppressed' GROUP BY name ORDER BY indexOf(${levels}, name)`;
    return this.store.rows(operation, sql);
  }

  /** Buckets shorter than an hour. */
  timelineOfMinutes(range: TimeRange, bucketSeconds: number): Promise<TimelineRow[]> {
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

function timelineOf([times, requests, correlated, refused]: Buckets): TimelineRow[] {
  return times.map((time, i) => {
    const bucket = { time, requests: requests[i]!, correlated: correlated[i]!, refused: refused[i]! };
    return { ...bucket, orphan: bucket.requests - bucket.correlated };
  });
}
