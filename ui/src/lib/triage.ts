import { ProblemError, type Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';

type Detection = Schemas['Detection'];

/**
 * Changes a detection as it was read; returns it as it is now.
 *
 * @throws ProblemError with status 412 when somebody else changed it meanwhile
 */
export async function triage(detection: Detection, body: Schemas['Triage']): Promise<Detection> {
  const ifMatch = api.etag(detection) ?? api.etag(await readUnchanged(detection));
  return api.detections.triage({ detection_id: detection.detection_id, ifMatch, body });
}

/** A detection of a list has no ETag of its own: it is read again, and must be the version that was shown. */
async function readUnchanged(detection: Detection): Promise<Detection> {
  const current = await api.detections.get({ detection_id: detection.detection_id });
  if (current.version !== detection.version) throw new ConflictError();
  return current;
}

class ConflictError extends Error {}

/** Returns whether a change was refused because somebody else was first. */
export function isConflict(error: unknown): boolean {
  return error instanceof ConflictError || (error instanceof ProblemError && error.status === 412);
}
