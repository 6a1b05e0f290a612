import { ProblemError, type Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';

type Detection = Schemas['Detection'];

/** Returns the ETag of something as it was shown: a change is refused when it is another version by then. */
export const etagOf = ({ version }: { version: number }): string => `"${version}"`;

/**
 * Changes a detection as it was shown; returns it as it is now.
 *
 * @throws ProblemError with status 412 when somebody else changed it meanwhile
 */
export function triage(detection: Detection, body: Schemas['Triage']): Promise<Detection> {
  return api.detections.triage({ detection_id: detection.detection_id, ifMatch: etagOf(detection), body });
}

/** Returns whether a change was refused because somebody else was first. */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 412;
}
