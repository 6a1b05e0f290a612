import type { Store } from '../store/store.js';
import type { FindingExplanation } from './explanation.types.js';

export class ExplanationsRepository {
  constructor(private readonly store: Store) {}

  /** The newest explanation of a detection wins. */
  async save(
    explanations: readonly (readonly [detectionId: string, FindingExplanation])[],
    now: string,
  ): Promise<void> {
    const rows = explanations.map(([detection_id, explanation]) => ({
      detection_id,
      ...explanation,
      explained_at: now,
    }));
    await this.store.insert('detections.upsert', 'detection_explanations', rows);
  }

  getMany(detectionIds: readonly string[]): Promise<(FindingExplanation & { detection_id: string })[]> {
    if (detectionIds.length === 0) return Promise.resolve([]);
    const sql = `SELECT t.* EXCEPT (explained_at) FROM detection_explanations AS t FINAL
      WHERE t.detection_id IN {detectionIds:Array(UUID)}`;
    return this.store.rows('detections.upsert', sql, { detectionIds });
  }

  async get(detectionId: string): Promise<FindingExplanation | undefined> {
    const sql = `SELECT t.* EXCEPT (detection_id, explained_at) FROM detection_explanations AS t FINAL
      WHERE t.detection_id = {detectionId:UUID}`;
    return (await this.store.rows<FindingExplanation>('detections.explain', sql, { detectionId }))[0];
  }
}
