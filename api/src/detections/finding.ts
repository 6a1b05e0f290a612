import { isIP } from 'node:net';
import { v5 as uuidV5, validate as isUuid } from 'uuid';
import type { Caller } from '../http/caller.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import type { Detection, Finding, Reason, UpsertedDetection } from './detections.types.js';

/** Namespace of the ids of detections: UUIDv5 of `https://ja4-platform/detections` in the URL namespace. */
const namespace = uuidV5('https://ja4-platform/detections', uuidV5.URL);

/** Returns the id that a key names for ever. */
export function detectionIdOf(key: string): string {
  return uuidV5(key, namespace);
}

/**
 * Returns the findings with their times as the store writes them.
 * @throws Problem validation-failed naming every address, time, model or key that is wrong.
 */
export function checkedFindings(findings: readonly Finding[]): Finding[] {
  const errors: ProblemError[] = [];
  const keys = new Set<string>();
  const checked = findings.map((finding, index) => {
    const at = `/items/${index}`;
    const firstSeen = parseInstant(finding.first_seen, `${at}/first_seen`);
    const lastSeen = parseInstant(finding.last_seen, `${at}/last_seen`);
    if (firstSeen > lastSeen) errors.push({ location: `${at}/first_seen`, message: 'must not be after last_seen' });
    if (isIP(finding.client_ip) === 0) errors.push({ location: `${at}/client_ip`, message: 'must be an address' });
    if (finding.model_id !== null && !isUuid(finding.model_id)) {
      errors.push({ location: `${at}/model_id`, message: 'must be the id of a model' });
    }
    if (keys.has(finding.key)) errors.push({ location: `${at}/key`, message: 'stands twice in this request' });
    keys.add(finding.key);
    return {
      ...finding,
      first_seen: isoTime(firstSeen),
      last_seen: isoTime(lastSeen),
      reasons: finding.reasons.map(inOrder),
    };
  });
  if (errors.length) throw new Problem('validation-failed', 'Some findings do not fit.', { errors });
  return checked;
}

/** The order of the store, so that stored and sent reasons compare as text. */
function inOrder({ key, severity, detail, feature, value, expected }: Reason): Reason {
  return { key, severity, detail, feature, value, expected };
}

/** Returns what becomes of a detection, known or not, when its actor is found again. */
export function merged(
  stored: Detection | undefined,
  finding: Finding,
  caller: Caller,
  now: string,
): { detection: Detection; outcome: UpsertedDetection['outcome'] } {
  if (!stored) return { detection: created(finding, caller, now), outcome: 'created' };
  const evidence = {
    ...finding,
    first_seen: stored.first_seen < finding.first_seen ? stored.first_seen : finding.first_seen,
    last_seen: stored.last_seen > finding.last_seen ? stored.last_seen : finding.last_seen,
  };
  if (isSame({ ...stored, level: stored.found_level }, evidence)) return { detection: stored, outcome: 'unchanged' };
  const cameBack = stored.closed_at !== null && Date.parse(finding.last_seen) > Date.parse(stored.closed_at);
  const reopening = cameBack
    ? { status: 'open' as const, closed_at: null, bulk_id: null, change: 'reopened' as const }
    : { change: 'evidence' as const };
  const change = { version: stored.version + 1, updated_at: now, updated_by: caller.name };
  // Its verdict is found anew, from the level that the detector found.
  const unjudged = { found_level: finding.level, verdict: '' as const, verdict_by: '' };
  const detection = { ...stored, ...evidence, ...unjudged, ...reopening, ...change };
  return { detection, outcome: cameBack ? 'reopened' : 'updated' };
}

function created(finding: Finding, caller: Caller, now: string): Detection {
  return {
    ...finding,
    detection_id: detectionIdOf(finding.key),
    found_level: finding.level,
    verdict: '',
    verdict_by: '',
    status: 'open',
    assignee: '',
    comment: '',
    version: 1,
    created_at: now,
    updated_at: now,
    updated_by: caller.name,
    change: 'created',
    bulk_id: null,
    closed_at: null,
  };
}

/** An analyst's If-Match must not fail because the same evidence was sent again. */
function isSame(stored: Detection, finding: Finding): boolean {
  const names = Object.keys(finding) as (keyof Finding)[];
  return names.every((name) => JSON.stringify(stored[name]) === JSON.stringify(finding[name]));
}
