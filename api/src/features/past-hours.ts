import { hourOf } from './key-range.js';

const first = hourOf('first_hour');
const last = hourOf('last_hour');

/** SQL that rows of t count in an hour of the page when they are of that hour or one of the `hours - 1` before it. */
export function pastOf(hours: number): string {
  return `t.hour >= ${first} - ${hours - 1} * 3600 AND t.hour <= ${last}`;
}

/** SELECT of how many requests a host had in an hour and the seven days before it. @param hosts a SELECT of those that are asked for */
export function requestsOfHosts(hosts: string): string {
  return `SELECT t.hour + 3600 * later AS hour, t.host AS host, sum(t.requests) AS of_host
        FROM (
          SELECT t.hour AS hour, t.host AS host, sum(t.requests) AS requests
          FROM (
            -- One row an hour, but requests without a host are none of an entity.
            SELECT hour, entity_value AS host, requests FROM agg_entity_1h WHERE entity_type = 'host'
            UNION ALL SELECT hour, host, requests FROM agg_ja4_prevalence_1h WHERE host = ''
          ) AS t
          WHERE ${pastOf(168)} AND t.host IN (${hosts}) GROUP BY hour, host
        ) AS t ${countedIn(168)}
        GROUP BY hour, host`;
}

/**
 * SQL after `FROM ... AS t`: rows of t count in their own hour and in the `hours - 1` after it, as far as those lie between the
 * parameters first_hour and last_hour. `later` says how many hours later.
 */
export function countedIn(hours: number): string {
  return `ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, ${first}))),
            toUInt32(least(${hours - 1}, dateDiff('hour', t.hour, ${last}))) + 1) AS later
          WHERE ${pastOf(hours)}`;
}
