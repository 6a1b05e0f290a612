import type { DetectionLevel, FeatureRow, NewFinding, Reason } from '../api-types.js';
import { convicts } from './evidence/index.js';
import type { ScoredRow } from './scoring-model.js';

/** How sure a reason of this severity makes us; reasons add up as independent witnesses do. */
const CERTAINTY: Record<DetectionLevel, number> = { low: 0.3, medium: 0.6, high: 0.9, critical: 0.97 };
const BY_SEVERITY: readonly DetectionLevel[] = ['low', 'medium', 'high', 'critical'];

/** What was found about one address on one host. */
interface Actor {
  readonly rows: FeatureRow[];
  /** The strongest reason of each key and feature. */
  readonly reasons: Map<string, Reason>;
  anomaly: ScoredRow | undefined;
}

/** Gathers what was found in the rows of one run into one finding for each actor: an address on a host. */
export class Findings {
  readonly #actors = new Map<string, Actor>();

  /** Adds what rules and model say of a row; reasons and an anomaly below `medium` alone are no finding. */
  add(row: FeatureRow, evidence: readonly Reason[], scored: ScoredRow | undefined): void {
    const isAnomaly = scored?.level !== undefined && scored.level !== 'low';
    const reasons = isAnomaly ? [...evidence, ...scored.reasons] : evidence;
    if (!isAnomaly && !convicts(evidence)) return;
    const key = `${row.client_ip}|${row.host}`;
    const actor: Actor = this.#actors.get(key) ?? { rows: [], reasons: new Map(), anomaly: undefined };
    this.#actors.set(key, actor);
    actor.rows.push(row);
    for (const reason of reasons) {
      const name = `${reason.key}|${reason.feature ?? ''}`;
      const known = actor.reasons.get(name);
      if (!known || rank(reason.severity) >= rank(known.severity)) actor.reasons.set(name, reason);
    }
    if (isAnomaly && scored.score.score > (actor.anomaly?.score.score ?? 0)) actor.anomaly = scored;
  }

  get size(): number {
    return this.#actors.size;
  }

  /** One finding for each actor. With evidence it is of the kind `evidence`, and an anomaly is one reason more. */
  items(): NewFinding[] {
    return [...this.#actors.values()].map((actor) => this.#finding(actor));
  }

  #finding({ rows, reasons, anomaly }: Actor): NewFinding {
    const listed = [...reasons.values()].sort((a, b) => rank(b.severity) - rank(a.severity));
    const evidence = listed.filter(({ key }) => key !== 'anomaly');
    const kind = convicts(evidence) ? 'evidence' : 'anomaly';
    const loudest = rows.reduce((most, row) => (row.requests > most.requests ? row : most));
    const { client_ip, host, ja4 } = loudest;
    return {
      key: `${kind}|${client_ip}|${host}`,
      ...{ kind, client_ip, host, ja4 },
      first_seen: rows.map(({ context }) => context.first_seen).reduce((a, b) => (a < b ? a : b)),
      last_seen: rows.map(({ context }) => context.last_seen).reduce((a, b) => (a > b ? a : b)),
      requests: rows.reduce((sum, { requests }) => sum + requests, 0),
      score: risk(evidence, anomaly?.score.score),
      level: listed[0]!.severity,
      model_id: anomaly?.explanation?.model_id ?? null,
      reasons: listed.slice(0, 50),
      requests_by_hour: byHour(rows),
      ...(anomaly?.explanation && { explanation: anomaly.explanation }),
    };
  }
}

function byHour(rows: readonly FeatureRow[]): Record<string, number> {
  const requests: Record<string, number> = {};
  for (const row of rows) requests[row.hour] = (requests[row.hour] ?? 0) + row.requests;
  return requests;
}

/** How sure reasons and the score of the model make us together, 0 to 1: they add up as independent witnesses do. */
export function risk(evidence: readonly Pick<Reason, 'severity'>[], score = 0): number {
  return 1 - evidence.reduce((left, { severity }) => left * (1 - CERTAINTY[severity]), 1 - score);
}

const rank = (level: DetectionLevel): number => BY_SEVERITY.indexOf(level);
