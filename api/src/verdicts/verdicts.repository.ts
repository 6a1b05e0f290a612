import type { Detection } from '../detections/detections.types.js';
import { addressText } from '../store/address.js';
import { partsOf } from '../store/parts.js';
import type { QueryParams, Store } from '../store/store.js';
import { fieldsSql, judgementsSql, keysSql, seenSql, type JudgementScope } from './judgements.sql.js';

/** A rule that is tried without being stored. */
export interface Candidate {
  readonly field: string;
  readonly value: string;
  readonly host: string;
  readonly effect: string;
  readonly min_score: number;
}

/** What an evaluation looks at, and what it supposes. */
export interface Evaluation {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Only these detections; all when absent. */
  readonly detectionIds?: readonly string[] | undefined;
  /** JSON of `Judged`: detections that are looked at in place of stored ones. */
  readonly unstored?: readonly string[] | undefined;
  /** Detections are cut into `parts` of about the same size, and this part is evaluated. */
  readonly part?: number | undefined;
  readonly parts?: number | undefined;
  readonly candidate?: Candidate | undefined;
  /** The id of a stored rule that is supposed not to be there. */
  readonly without?: string | undefined;
  readonly networks: boolean;
}

/** What judgements look at of a detection. */
type Judged = Pick<Detection, 'detection_id' | 'client_ip' | 'ja4' | 'host' | 'score' | 'found_level'>;

/** What labels and rules say of a detection. */
export type Said = Pick<Detection, 'detection_id' | 'verdict' | 'verdict_by' | 'level'>;

/** Detections by what would happen, or happened, to them. */
export interface VerdictCounts {
  suppressed: number;
  raised: number;
  released: number;
  changed: number;
}

/** An address that a deny rule speaks of. */
export interface DeniedAddress {
  readonly address: string;
  readonly source: string;
  /** Of the rule. */
  readonly field: string;
  readonly value: string;
  readonly last_seen: string;
}

export class VerdictsRepository {
  constructor(private readonly store: Store) {}

  async detectionCount(): Promise<number> {
    const [row] = await this.store.rows<{ total: number }>('rules.evaluate', 'SELECT count() AS total FROM detections');
    return row?.total ?? 0;
  }

  /** Returns how many detections have another verdict or level than what labels and rules say now. */
  async count(evaluation: Evaluation): Promise<VerdictCounts> {
    const { sql, params } = await this.evaluated(evaluation);
    const [counts] = await this.store.rows<VerdictCounts>(
      'rules.evaluate',
      `${sql} SELECT countIf(e.new_verdict = 'suppressed' AND e.verdict != 'suppressed') AS suppressed,
        countIf(e.new_verdict = 'raised' AND e.verdict != 'raised') AS raised,
        countIf(e.new_verdict = '' AND e.verdict != '') AS released, count() AS changed
      FROM evaluated AS e WHERE ${isDifferent}`,
      params,
    );
    return counts ?? { suppressed: 0, raised: 0, released: 0, changed: 0 };
  }

  /** Returns what labels and rules say of detections that are not stored; nothing when they say nothing of any. */
  async said(detections: readonly Judged[], evaluation: Evaluation): Promise<Said[]> {
    if (detections.length === 0 || (await this.fields(evaluation.now)).length === 0) return [];
    const texts = detections.map(({ detection_id, client_ip, ja4, host, score, found_level }) =>
      JSON.stringify({ detection_id, client_ip, ja4, host, score, found_level }),
    );
    const said: Said[] = [];
    for (const unstored of partsOf(texts)) {
      const { sql, params } = await this.evaluated({ ...evaluation, unstored });
      said.push(
        ...(await this.store.rows<Said>(
          'rules.evaluate',
          `${sql} SELECT e.detection_id AS detection_id, e.new_verdict AS verdict, e.new_verdict_by AS verdict_by, e.new_level AS level
          FROM evaluated AS e`,
          params,
        )),
      );
    }
    return said;
  }

  /** Writes what labels and rules say of detections that have another verdict or level. The caller holds their lock. */
  async apply(evaluation: Evaluation): Promise<void> {
    const { sql, params } = await this.evaluated(evaluation);
    await this.store.command(
      'rules.evaluate',
      `INSERT INTO detections ${sql}
      SELECT * EXCEPT (new_verdict, new_verdict_by, new_level) REPLACE (new_level AS level, new_verdict AS verdict,
        new_verdict_by AS verdict_by, version + 1 AS version, fromUnixTimestamp64Milli({now:Int64}) AS updated_at,
        if(new_verdict_by = '', 'rules', new_verdict_by) AS updated_by, 'verdict' AS change)
      FROM evaluated AS e WHERE ${isDifferent}`,
      params,
    );
  }

  /** Returns the addresses and requests since `seenFrom` (seconds) that a rule speaks of, whatever other rules say. */
  async seenBy(
    candidate: Candidate,
    seenFrom: number,
    evaluation: Evaluation,
  ): Promise<{ addresses: number; requests: number }> {
    const { scope, params } = await this.scoped({ ...evaluation, candidate });
    const [seen] = await this.store.rows<{ addresses: number; requests: number }>(
      'rules.dryRun',
      `WITH ${judgementsSql(scope)},
      touched AS (SELECT s.client_ip AS client_ip, any(s.requests) AS requests
        FROM (SELECT client_ip, ja4, host, requests, arrayJoin(keys) AS key FROM (${seenSql(this.store.database, scope)})) AS s
        INNER JOIN judgements AS j ON j.key = s.key
        WHERE j.source = 'rule:candidate' AND (j.host = '' OR j.host = s.host) GROUP BY s.client_ip, s.ja4, s.host)
      SELECT uniqExact(client_ip) AS addresses, sum(requests) AS requests FROM touched`,
      { ...params, seen_from: seenFrom },
    );
    return seen ?? { addresses: 0, requests: 0 };
  }

  /**
   * Streams the addresses seen since `seenFrom` (seconds) that a deny rule of all hosts, other than on addresses, has the
   * last word on: what is blocked is blocked from all hosts.
   */
  async *denied(seenFrom: number, evaluation: Evaluation): AsyncGenerator<DeniedAddress> {
    const { scope, params } = await this.scoped(evaluation);
    yield* this.store.stream<DeniedAddress>(
      'decisions.publish',
      `WITH ${judgementsSql(scope)},
      judged AS (SELECT s.client_ip AS client_ip, max(s.last_seen) AS last_seen,
          argMin((j.effect, j.source, j.field, j.value), j.rank) AS judgement
        FROM (SELECT client_ip, ja4, host, last_seen, arrayJoin(keys) AS key FROM (${seenSql(this.store.database, scope)})) AS s
        INNER JOIN judgements AS j ON j.key = s.key
        WHERE (j.effect = 'allow' AND j.host IN ('', s.host)) OR (j.effect = 'deny' AND j.host = '')
        GROUP BY s.client_ip, s.ja4, s.host)
      SELECT ${addressText('u.client_ip')} AS address, argMax(u.judgement.2, u.last_seen) AS source,
        argMax(u.judgement.3, u.last_seen) AS field, argMax(u.judgement.4, u.last_seen) AS value, max(u.last_seen) AS last_seen
      FROM judged AS u WHERE u.judgement.1 = 'deny' AND u.judgement.3 != 'address' GROUP BY u.client_ip`,
      { ...params, seen_from: seenFrom },
    );
  }

  /** The columns of `detections` and beside them what they should be: new_verdict, new_verdict_by, new_level. */
  private async evaluated(evaluation: Evaluation): Promise<{ sql: string; params: QueryParams }> {
    const { scope, params } = await this.scoped(evaluation);
    const { from, chosen } = sourceOf(evaluation);
    const withUserAgents = scope.fields.has('user_agent');
    const sql = `WITH ${judgementsSql(scope)},
      subjects AS (SELECT t.detection_id AS detection_id, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host${
        withUserAgents ? ', a.user_agents AS user_agents' : ''
      } FROM ${from} ${withUserAgents ? userAgentsOf(`SELECT t.client_ip, t.host FROM ${from} WHERE ${chosen}`) : ''} WHERE ${chosen}),
      judged AS (SELECT s.detection_id AS judged_id, argMin((j.effect, j.source, j.min_score), j.rank) AS judgement
        FROM (SELECT detection_id, host, arrayJoin(${keysSql(this.store.database, scope, ", concat('detection|', toString(detection_id))")}) AS key
          FROM subjects) AS s
        INNER JOIN judgements AS j ON j.key = s.key
        WHERE j.host = '' OR j.host = s.host GROUP BY s.detection_id),
      evaluated AS (SELECT t.*, multiIf(judgement.1 IN ('allow', 'legitimate'), 'suppressed',
          judgement.1 IN ('bot', 'suspicious', 'deny'), 'raised', judgement.1 = 'detect' AND t.score < judgement.3, 'suppressed', '') AS new_verdict,
        if(new_verdict = '', '', judgement.2) AS new_verdict_by,
        multiIf(judgement.1 IN ('bot', 'deny'), 'critical',
          judgement.1 = 'suspicious' AND t.found_level IN ('low', 'medium'), 'high', t.found_level) AS new_level
        FROM ${from} LEFT JOIN judged ON judged_id = t.detection_id WHERE ${chosen})`;
    return { sql, params };
  }

  private async scoped(evaluation: Evaluation): Promise<{ scope: JudgementScope; params: QueryParams }> {
    const { now, detectionIds, unstored, part = 0, parts = 1, candidate, without = '', networks } = evaluation;
    const fields = new Set(candidate ? [candidate.field] : []);
    for (const { field } of await this.fields(now, without)) fields.add(field);
    const params = {
      ...{ now, without, part, parts },
      ...(detectionIds && { ids: detectionIds }),
      ...(unstored && { unstored }),
      ...(candidate &&
        Object.fromEntries(Object.entries(candidate).map(([name, value]) => [`candidate_${name}`, value as unknown]))),
    };
    return { scope: { withCandidate: candidate !== undefined, fields, networks }, params };
  }

  /** What the judgements in force speak of. */
  fields(now: number, without = ''): Promise<{ field: string }[]> {
    return this.store.rows('rules.evaluate', fieldsSql, { now, without });
  }
}

const isDifferent = '(e.new_verdict, e.new_verdict_by, e.new_level) != (e.verdict, e.verdict_by, e.level)';

/** SQL of the detections `t` that an evaluation looks at, and which of them. */
function sourceOf({ detectionIds, unstored }: Evaluation): { from: string; chosen: string } {
  if (unstored) return { from: unstoredSql, chosen: 'true' };
  const chosen = detectionIds
    ? 't.detection_id IN {ids:Array(UUID)}'
    : 'sipHash64(t.detection_id) % {parts:UInt32} = {part:UInt32}';
  return { from: 'detections AS t FINAL', chosen };
}

const unstoredSql = `(SELECT toUUID(d.detection_id) AS detection_id, toIPv6(d.client_ip) AS client_ip, d.ja4 AS ja4, d.host AS host,
    d.score AS score, d.found_level AS found_level
  FROM (SELECT JSONExtract(arrayJoin({unstored:Array(String)}),
    'Tuple(detection_id String, client_ip String, ja4 String, host String, score Float64, found_level String)') AS d)) AS t`;

/** @param clients SELECT of addresses and hosts */
function userAgentsOf(clients: string): string {
  return `LEFT JOIN (
    SELECT client_ip, host, groupUniqArrayMerge(5)(user_agents) AS user_agents FROM agg_host_ip_ja4_1h
    WHERE (client_ip, host) IN (${clients}) GROUP BY client_ip, host
  ) AS a ON a.client_ip = t.client_ip AND a.host = t.host`;
}
