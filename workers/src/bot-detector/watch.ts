import { randomUUID } from 'node:crypto';
import { chunks, sentence } from '@ja4-platform/common';
import type { Client, DriftMeasure, FeatureRow } from '../api-types.js';
import type { JobContext } from '../run.js';
import { adversarialDrift, drift, ja4Scope, networkScope } from './drift.js';
import { hourStart, type Clock } from './hours.js';
import { ALGORITHMS, bothKinds, type Algorithm, type FeatureList, type OpenModels } from './judges.js';
import { readClean } from './read-clean.js';
import { TrainingRows, type TrainingRow } from './training-rows.js';

const DAY_HOURS = 24;
const WRITTEN_AT_ONCE = 1000;
/** Rows of a day that are compared, evenly spread. */
const MAX_ROWS = 20_000;
/** How long what somebody may have taught stays out of training. */
const TAUGHT_DAYS = '-14d';

/** Holds the last day of traffic against what the champions know, and writes down how far it has moved. */
export class Watch {
  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
    private readonly models: OpenModels,
  ) {}

  /**
   * Compares the last 24 complete hours with the champions and with the 24 hours before. A JA4 or network most of whose
   * features move the same way is an alert: it is recorded, and its rows stay out of training.
   */
  async look({ cancelled, report }: JobContext): Promise<{ drifted: number; alerts: number }> {
    const counts = { drifted: 0, alerts: 0 };
    const hour = (offset: number): string => hourStart(this.clock.now(), offset);
    const [from, middle, to] = [hour(-2 * DAY_HOURS), hour(-DAY_HOURS), hour(0)];
    const now = await this.#rowsOf({ from: middle, to }, cancelled);
    if (!now.list) return counts;
    await report(0.1, 'read the last day');
    const before = await this.#rowsOf({ from, to: middle }, cancelled);
    const { champions } = await this.models.judges(now.list);
    for (const algorithm of ALGORITHMS) {
      const model = champions.get(algorithm);
      if (!model) continue;
      const { model_id } = model.facts;
      const [earlier, later] = [before.rows[algorithm], now.rows[algorithm]];
      const scopes = adversarialDrift(now.list.features, earlier, later);
      const measures = [
        ...(await drift(
          model,
          later.filter((row) => !isOf(scopes, row)),
        )),
        ...[...scopes.values()].flat(),
      ];
      const items = measures.map((measure): DriftMeasure => ({ ...measure, window_from: middle, window_to: to }));
      for (const part of chunks(items, WRITTEN_AT_ONCE)) {
        const request = { model_id, body: { items: part }, idempotencyKey: randomUUID() };
        counts.drifted += (await this.client.models.writeDrift(request)).drifted;
      }
      for (const [scope, moved] of scopes) {
        const reason = sentence('decision.taught', { features: moved.length, scope });
        const body = { decision: 'alerted' as const, reason, measures: { features: moved.length } };
        await this.client.models.decide({ model_id, body, idempotencyKey: randomUUID() });
        counts.alerts++;
      }
    }
    return counts;
  }

  /** Says of a row whether its JA4 or network was found to teach the models. */
  async taughtScopes(): Promise<(row: FeatureRow) => boolean> {
    const scopes = new Set<string>();
    // Of every model: the champion of then may have lost its place since.
    const alerts = this.client.models.decisions({ decision: 'alerted', from: TAUGHT_DAYS, limit: 500 });
    for await (const { messages } of alerts) {
      for (const { key, values } of messages) if (key === 'decision.taught' && values.scope) scopes.add(values.scope);
    }
    return (row) => isOf(scopes, row);
  }

  async #rowsOf(
    range: { from: string; to: string },
    cancelled: AbortSignal,
  ): Promise<{ rows: Record<Algorithm, readonly TrainingRow[]>; list: FeatureList | undefined }> {
    const { rows, list } = await readClean(this.client, range, () => new TrainingRows(undefined, MAX_ROWS), cancelled);
    return { rows: bothKinds((algorithm) => rows[algorithm].all), list };
  }
}

function isOf(scopes: Pick<ReadonlySet<string>, 'has'>, row: Pick<TrainingRow, 'client_ip' | 'ja4'>): boolean {
  const ja4 = ja4Scope(row);
  return scopes.has(networkScope(row)) || (ja4 !== undefined && scopes.has(ja4));
}
