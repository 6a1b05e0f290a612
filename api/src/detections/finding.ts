import { v5 as uuidV5, validate as isUuid } from 'uuid';
import type { Caller } from '../http/caller.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { Detection, DetectionLevel, Finding, NewFinding, Reason, UpsertedDetection } from './detections.types.js';

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
export function checkedFindings(findings: readonly NewFinding[]): NewFinding[] {
  const errors: ProblemError[] = [];
  const keys = new Set<string>();
  const checked = findings.map((finding, index) => {
    const at = `/items/${index}`;
    const firstSeen = parseInstant(finding.first_seen, `${at}/first_seen`);
    const lastSeen = parseInstant(finding.last_seen, `${at}/last_seen`);
    if (firstSeen > lastSeen) errors.push({ location: `${at}/first_seen`, message: 'must not be after last_seen' });
    if (!isAddress(finding.client_ip)) errors.push({ location: `${at}/client_ip`, message: 'must be an address' });
    if (finding.model_id !== null && !isUuid(finding.model_id)) {
      errors.push({ location: `${at}/model_id`, message: 'must be the id of a model' });
    }
    if (keys.has(finding.key)) errors.push({ location: `${at}/key`, message: 'stands twice in this request' });
    keys.add(finding.key);
    const hours = Object.entries(finding.requests_by_hour ?? {}).map(([hour, requests]) => {
      if (!Number.isSafeInteger(requests) || requests < 0) {
        errors.push({ location: `${at}/requests_by_hour`, message: 'must have whole numbers' });
      }
      return [isoTime(parseInstant(hour, `${at}/requests_by_hour`)), requests] as const;
    });
    if (finding.explanation && !isUuid(finding.explanation.model_id)) {
      errors.push({ location: `${at}/explanation/model_id`, message: 'must be the id of a model' });
    }
    return {
      ...finding,
      first_seen: isoTime(firstSeen),
      last_seen: isoTime(lastSeen),
      reasons: finding.reasons.map(inOrder),
      requests_by_hour: Object.fromEntries(hours),
    };
  });
  if (errors.length) throw new Problem('validation-failed', 'Some findings do not fit.', { errors });
  return checked;
}

/** The order of the store, so that stored and sent reasons compare as text. */
function inOrder({ key, severity, detail, feature, value, expected }: Reason): Reason {
  return { key, severity, detail, feature, value, expected };
}

/** Who finds something, and when. */
export interface Finder {
  readonly caller: Caller;
  readonly now: string;
}

/** What becomes of a detection. */
export interface Merged {
  readonly detection: Detection;
  readonly outcome: UpsertedDetection['outcome'];
}

const levels: readonly DetectionLevel[] = ['low', 'medium', 'high', 'critical'];
/** Hours of requests that a detection keeps. */
const maxHours = 168;
const maxReasons = 50;

/** The key of the same actor's detection of the other kind: both kinds name the actor after their own name and `|`. */
export function siblingKeyOf({ key, kind }: Pick<Finding, 'key' | 'kind'>): string | undefined {
  if (!key.startsWith(`${kind}|`)) return undefined;
  return `${kind === 'evidence' ? 'anomaly' : 'evidence'}${key.slice(kind.length)}`;
}

/**
 * Returns what becomes of a detection, known or not, when its actor is found again. While it is open it only grows: the
 * strongest of each reason stays, and the requests of all hours are added up.
 */
export function merged(stored: Detection | undefined, finding: NewFinding, { caller, now }: Finder): Merged {
  const { explanation, requests_by_hour: hours = {}, ...found } = finding;
  const requests_by_hour = newest({ ...stored?.requests_by_hour, ...hours });
  const requests = Object.keys(hours).length ? sumOf(requests_by_hour) : finding.requests;
  if (!stored) return { detection: created({ ...found, requests, requests_by_hour }, caller, now), outcome: 'created' };
  const cameBack = stored.closed_at !== null && Date.parse(finding.last_seen) > Date.parse(stored.closed_at);
  const before = cameBack ? undefined : stored;
  const evidence = {
    ...found,
    // Who is found as an anomaly while there is evidence against it stays what it is.
    ...{ key: stored.key, kind: stored.kind },
    first_seen: stored.first_seen < finding.first_seen ? stored.first_seen : finding.first_seen,
    last_seen: stored.last_seen > finding.last_seen ? stored.last_seen : finding.last_seen,
    requests,
    score: Math.max(before?.score ?? 0, finding.score),
    level: highest(before?.found_level ?? 'low', finding.level),
    model_id: finding.model_id ?? before?.model_id ?? null,
    reasons: strongest(before?.reasons ?? [], finding.reasons),
    requests_by_hour,
  };
  if (isSame({ ...stored, level: stored.found_level }, evidence)) return { detection: stored, outcome: 'unchanged' };
  const reopening = cameBack
    ? { status: 'open' as const, closed_at: null, bulk_id: null, merged_into: null, change: 'reopened' as const }
    : { change: 'evidence' as const };
  const change = { version: stored.version + 1, updated_at: now, updated_by: caller.name };
  // Its verdict holds until it is judged anew: decisions are published meanwhile, too.
  const level = stored.verdict === 'raised' ? highest(stored.level, evidence.level) : evidence.level;
  const detection = { ...stored, ...evidence, found_level: evidence.level, level, ...reopening, ...change };
  return { detection, outcome: cameBack ? 'reopened' : 'updated' };
}

/** Returns an anomaly as it is closed when evidence against its actor is found. */
export function mergedInto(anomaly: Detection, { detection_id }: Detection, { caller, now }: Finder): Detection {
  return {
    ...anomaly,
    ...{ status: 'closed', closed_at: now, merged_into: detection_id, change: 'merged' },
    ...{ version: anomaly.version + 1, updated_at: now, updated_by: caller.name },
  };
}

function created(finding: Finding & Pick<Detection, 'requests_by_hour'>, caller: Caller, now: string): Detection {
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
    merged_into: null,
    closed_at: null,
  };
}

/** Returns the more severe of two levels. */
export function highest(a: DetectionLevel, b: DetectionLevel): DetectionLevel {
  return levels[Math.max(levels.indexOf(a), levels.indexOf(b))] ?? a;
}

/** Returns, of reasons of the same key and feature, the more severe, of equals the newer; the most severe first. */
export function strongest(stored: readonly Reason[], found: readonly Reason[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const reason of [...stored, ...found]) {
    const name = `${reason.key}|${reason.feature ?? ''}`;
    const known = reasons.get(name);
    if (!known || levels.indexOf(reason.severity) >= levels.indexOf(known.severity)) reasons.set(name, reason);
  }
  const sorted = [...reasons.values()].sort((a, b) => levels.indexOf(b.severity) - levels.indexOf(a.severity));
  return sorted.slice(0, maxReasons);
}

function newest(hours: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(hours)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(-maxHours),
  );
}

const sumOf = (hours: Readonly<Record<string, number>>): number =>
  Object.values(hours).reduce((sum, requests) => sum + requests, 0);

/** An analyst's If-Match must not fail because the same evidence was sent again. */
function isSame(stored: Detection, evidence: Finding & Pick<Detection, 'requests_by_hour'>): boolean {
  const names = Object.keys(evidence) as (keyof typeof evidence)[];
  return names.every((name) => JSON.stringify(stored[name]) === JSON.stringify(evidence[name]));
}
