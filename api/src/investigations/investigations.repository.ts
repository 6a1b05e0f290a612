import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { synOfRequest } from '../traffic/tcp-stack.sql.js';
import { isBrowser } from '../traffic/user-agent.sql.js';
import type { Activity, Anomaly, Identity } from './investigations.types.js';

const operation = 'investigations.summary';
const entriesInForce = `reference_fingerprints AS r WHERE (r.list, r.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed)`;
/** JA4 that the dictionary knows, and those of them that no browser sends. */
const knownJa4s = `(SELECT r.fingerprint FROM ${entriesInForce})`;
const browserlessJa4s = `(SELECT r.fingerprint FROM ${entriesInForce} GROUP BY r.fingerprint
  HAVING countIf(r.category IN ('browser', 'browser-automation')) = 0)`;

export class InvestigationsRepository {
  constructor(private readonly store: Store) {}

  async activity(address: string, range: TimeRange): Promise<Activity> {
    const { where, params } = conditionsOf('hour', address, range);
    const sql = `SELECT sum(t.requests) AS requests, if(requests = 0, NULL, min(t.first_seen)) AS first_seen,
        if(requests = 0, NULL, max(t.last_seen)) AS last_seen, uniqExact(t.hour) AS active_hours, uniqExact(t.host) AS hosts,
        uniqExactIf(t.ja4, t.ja4 != '') AS ja4s, uniqExactIf(splitByChar('_', t.ja4)[2], t.ja4 != '') AS ja4_families,
        sum(t.sensitive_paths) AS sensitive_paths, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
        sum(t.not_found) AS not_found, sum(t.refused) AS refused, sum(t.server_errors) AS server_errors
      FROM agg_host_ip_ja4_1h AS t ${where}`;
    return (await this.store.rows<Activity>(operation, sql, params))[0]!;
  }

  async identity(address: string, range: TimeRange): Promise<Identity> {
    const { where, params } = conditionsOf('time', address, range);
    const claims = `${isBrowser('t.user_agent')} AND t.ja4 IS NOT NULL`;
    const sql = `SELECT countIf(${claims} AND ifNull(t.ja4, '') IN ${knownJa4s}) AS browser_claims,
        countIf(${claims} AND ifNull(t.ja4, '') IN ${browserlessJa4s}) AS false_claims,
        countIf(${synOfRequest.hasStack}) AS stack_claims, countIf(${synOfRequest.contradicts}) AS stack_mismatches
      FROM http_logs AS t ${where} AND t.src_ip = t.client_ip`;
    return (await this.store.rows<Identity>(operation, sql, params))[0]!;
  }

  async anomaly(address: string, range: TimeRange): Promise<Anomaly> {
    const { where, params } = conditionsOf('hour', address, range);
    const sql = `SELECT uniqExact(t.hour) AS scored_hours, if(scored_hours = 0, NULL, max(t.score)) AS worst_score,
        max(t.percentile) AS worst_percentile FROM scores AS t FINAL ${where} AND NOT t.shadow`;
    return (await this.store.rows<Anomaly>(operation, sql, params))[0]!;
  }
}

function conditionsOf(column: 'hour' | 'time', address: string, range: TimeRange): Conditions {
  return new Conditions().between(column, range.from, range.to).equal('client_ip', 'IPv6', address);
}
