import { addressText, holdsAddress } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { partsOf } from '../store/parts.js';
import type { Store } from '../store/store.js';
import { RecordsRepository } from '../records/records.repository.js';
import type { Label, LabelFilters, LabelSuggestion } from './labels.types.js';

/** Filters with the time at which a label must be in force, milliseconds since 1970 UTC. */
export type LabelConditions = LabelFilters & { now: number };

/** A suggestion without its sentence: of a detection it says whose it is and where. */
export type WeighedSuggestion = Omit<LabelSuggestion, 'detail' | 'message'> & {
  client_ip: string;
  host: string;
  weight: number;
};

/** Open detections that nobody judged. */
const unjudged = `open AS (SELECT t.detection_id AS detection_id, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host,
          t.score AS score, t.level AS level, t.requests AS requests, t.reasons.key AS reasons
        FROM detections AS t FINAL WHERE t.verdict = '' AND t.status != 'closed')`;
const sharedJa4s = `WHERE o.ja4 != '' GROUP BY o.ja4 HAVING uniqExact(o.client_ip) > 1`;
const isOfSubject = `({subject:String} = '' OR t.subject = {subject:String})`;

export class LabelsRepository extends RecordsRepository<Label, LabelConditions> {
  constructor(store: Store) {
    super(store, 'labels', 'label_id', 'labels');
  }

  protected conditions({ address, active, now, value, ...equal }: LabelConditions): Conditions {
    const conditions = new Conditions().text('value', value);
    for (const name of ['label', 'subject', 'host', 'created_by'] as const) {
      conditions.equal(name, 'String', equal[name]);
    }
    if (address !== undefined) conditions.add(`t.subject = 'address' AND ${holdsAddress}`, { address });
    return conditions.inForce(active, now);
  }

  /** Returns the id of a label, but for `own`, on the same subject in the same place that is in force. */
  async same(
    { subject, value, host }: Pick<Label, 'subject' | 'value' | 'host'>,
    now: number,
    own?: string,
  ): Promise<string | undefined> {
    const found = await this.list({ subject, value, host, active: true, now }, 2, undefined);
    return found.find(({ label_id }) => label_id !== own)?.label_id;
  }

  /** Returns those of some values that have a label in the same place that is in force. */
  async labelled(
    { subject, host }: Pick<Label, 'subject' | 'host'>,
    values: string[],
    now: number,
  ): Promise<Set<string>> {
    const sql = `SELECT DISTINCT t.value AS value FROM labels AS t FINAL ${new Conditions().inForce(true, now).where}
      AND NOT t.removed AND t.subject = {subject:String} AND t.host = {host:String} AND t.value IN {values:Array(String)}`;
    const found = new Set<string>();
    for (const some of partsOf(values)) {
      const params = { now, subject, host, values: some };
      const rows = await this.store.rows<{ value: string }>('labels.createMany', sql, params);
      for (const { value } of rows) found.add(value);
    }
    return found;
  }

  /**
   * Returns fingerprints with several detections and single detections that nobody judged, the most telling first, after
   * the weight and value given.
   */
  suggestions(
    subject: 'ja4' | 'detection' | undefined,
    limit: number,
    after: { weight: number; value: string } | undefined,
  ): Promise<WeighedSuggestion[]> {
    const sql = `WITH ${unjudged}
      SELECT * FROM (
        SELECT 'ja4' AS subject, o.ja4 AS value, if(max(o.level = 'critical'), 'bot', 'suspicious') AS label,
          '' AS client_ip, '' AS host, count() AS detections, uniqExact(o.client_ip) AS addresses, sum(o.requests) AS requests, max(o.score) AS score,
          arraySort(groupUniqArrayArray(o.reasons)) AS reasons, round(max(o.score) * log2(1 + uniqExact(o.client_ip)), 6) AS weight
        FROM open AS o ${sharedJa4s}
        UNION ALL
        SELECT 'detection', toString(o.detection_id), if(o.level = 'critical', 'bot', 'suspicious'),
          ${addressText('o.client_ip')}, o.host, 1, 1, o.requests, o.score, arraySort(arrayDistinct(o.reasons)), round(o.score, 6)
        FROM open AS o
      ) AS t
      WHERE ${isOfSubject}
        AND ({after_weight:Float64} < 0 OR (t.weight, t.value) < ({after_weight:Float64}, {after_value:String}))
      ORDER BY t.weight DESC, t.value DESC LIMIT {limit:UInt32}`;
    return this.store.rows('labels.suggestions', sql, {
      subject: subject ?? '',
      limit,
      after_weight: after?.weight ?? -1,
      after_value: after?.value ?? '',
    });
  }

  countSuggestions(subject: 'ja4' | 'detection' | undefined): Promise<number> {
    const sql = `WITH ${unjudged}
      SELECT t.subject FROM (
        SELECT 'ja4' AS subject FROM open AS o ${sharedJa4s}
        UNION ALL
        SELECT 'detection' FROM open
      ) AS t WHERE ${isOfSubject}`;
    return this.store.countOf('labels.suggestions', sql, { subject: subject ?? '' });
  }
}
