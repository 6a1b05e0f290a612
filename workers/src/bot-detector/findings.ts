import type { FeatureRow, NewFinding, Reason } from '../api-types.js';
import type { ScoredRow } from './scoring-model.js';
import { alerts, CERTAINTY, convicts, rank } from './severity.js';
import { sha256 } from './sha256.js';
import { busiest, sightings } from './sightings.js';

/** A longer name of a host, which is the client's to choose, leaves no room in the 1,024 characters of a key. */
const MAX_HOST = 900;

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
    const anomaly = alerts(scored?.level) ? scored : undefined;
    const reasons = [...evidence, ...(anomaly?.reasons ?? [])];
    if (!anomaly && !convicts(evidence)) return;
    const key = `${row.client_ip}|${row.host}`;
    const actor: Actor = this.#actors.get(key) ?? { rows: [], reasons: new Map(), anomaly: undefined };
    this.#actors.set(key, actor);
    actor.rows.push(row);
    for (const reason of reasons) {
      const name = `${reason.key}|${reason.feature ?? ''}`;
      const known = actor.reasons.get(name);
      if (!known || rank(reason.severity) >= rank(known.severity)) actor.reasons.set(name, reason);
    }
    if (anomaly && anomaly.certainty > (actor.anomaly?.certainty ?? 0)) actor.anomaly = anomaly;
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
    const { client_ip, host, ja4 } = busiest(rows);
    return {
      key: keyOf(kind, client_ip, host),
      ...{ kind, client_ip, host, ja4 },
      ...sightings(rows),
      score: risk(evidence, anomaly?.certainty),
      level: listed[0]!.severity,
      model_id: anomaly?.explanation?.model_id ?? null,
      reasons: listed.slice(0, 50),
      requests_by_hour: byHour(rows),
      ...(anomaly?.explanation && { explanation: anomaly.explanation }),
    };
  }
}

/** Names for ever what is found of one kind about an address on a host. */
export function keyOf(kind: NewFinding['kind'], clientIp: string, host: string): string {
  return [kind, clientIp, host.length > MAX_HOST ? sha256(host).toString('hex') : host].join('|');
}

function byHour(rows: readonly FeatureRow[]): Record<string, number> {
  const requests: Record<string, number> = {};
  for (const row of rows) requests[row.hour] = (requests[row.hour] ?? 0) + row.requests;
  return requests;
}

/** How sure reasons and the model make us together, 0 to 1: they add up as independent witnesses do. */
export function risk(evidence: readonly Pick<Reason, 'severity'>[], certainty = 0): number {
  return 1 - evidence.reduce((left, { severity }) => left * (1 - CERTAINTY[severity]), 1 - certainty);
}
