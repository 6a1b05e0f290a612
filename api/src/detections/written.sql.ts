import type { DetectionChange } from './detections.types.js';

/** SQL of the time of a change, a parameter `now`. */
export const nowTime = `parseDateTime64BestEffort({now:String}, 3, 'UTC')`;

/** What every version has in common that is written of detections `t` in the store itself; parameters `now` and `by`. */
export function written(change: DetectionChange): string {
  return `${nowTime} AS updated_at, {by:String} AS updated_by, '${change}' AS change, t.version + 1 AS version`;
}
