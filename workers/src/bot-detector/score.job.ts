import { randomUUID } from 'node:crypto';
import type { Client, FeaturePage, FeatureRow, Finding, UpsertedDetection } from '../api-types.js';
import type { Handlers } from '../run.js';
import { Champions, type Champion } from './champion.js';
import { ChangedHours, LOOK_BACK_HOURS, type HourRange } from './changed-hours.js';
import { evidenceReasons } from './evidence/index.js';
import { Findings } from './findings.js';
import { hourStart, type Clock } from './hours.js';
import type { ScoredRow, ScoringModel } from './scoring-model.js';

/** A page of rows: with its scores it is a body of about 2 MB. */
const PAGE_ROWS = 1000;
/** Findings that the API takes at once. */
const UPSERT_ROWS = 500;
/** Actors held in memory; with more, what was found so far is sent and gathering begins again. */
const MAX_ACTORS = 10_000;

/**
 * Scores hours: rules first, then the champion where there is one. Without a range it takes the hours of the last day
 * whose requests changed since they were last scored, the running hour included.
 */
export function scoreJob(client: Client, clock: Clock): Handlers['detection']['score'] {
  const champions = new Champions(client);
  const changedHours = new ChangedHours(client);

  return async ({ from, to }, { report, cancelled }) => {
    const now = clock.now();
    const changed = from === undefined && to === undefined ? await changedHours.find(now) : undefined;
    const end = to ?? hourStart(now, 1);
    const ranges = changed?.ranges ?? [{ from: from ?? hourStart(Date.parse(end), -LOOK_BACK_HOURS), to: end }];
    const counts = { rows: 0, scored: 0, created: 0, updated: 0, reopened: 0, unchanged: 0 };
    let champion: Champion = { model: undefined, refused: undefined };
    let findings: Findings | undefined;
    const sendFindings = async (): Promise<void> => {
      for (const { outcome } of await upserted(client, findings?.items() ?? [])) counts[outcome]++;
      findings = undefined;
    };

    for await (const page of pagesOf(client, ranges)) {
      cancelled.throwIfAborted();
      if (!counts.rows) champion = await champions.current(page);
      findings ??= new Findings(champion.model?.facts.model_id);
      const scored = await writtenScores(client, champion.model, page.items);
      for (const row of page.items) findings.add(row, evidenceReasons(row), scored.get(row));
      counts.rows += page.items.length;
      counts.scored += scored.size;
      if (findings.size >= MAX_ACTORS) await sendFindings();
      const reached = page.items.at(-1)?.hour;
      if (reached) await report(share(ranges, reached), `scored ${counts.rows} rows up to ${reached}`);
    }
    await sendFindings();
    changed?.confirm();
    const { model, refused } = champion;
    return { ...counts, ...(model && { model_id: model.facts.model_id }), ...(refused && { model_refused: refused }) };
  };
}

/** The rows of some ranges, page by page. */
async function* pagesOf(client: Client, ranges: readonly HourRange[]): AsyncGenerator<FeaturePage> {
  for (const range of ranges) yield* client.features.list({ ...range, limit: PAGE_ROWS }).pages();
}

/** Scores the rows that the model accepts and stores the scores. */
async function writtenScores(
  client: Client,
  model: ScoringModel | undefined,
  rows: readonly FeatureRow[],
): Promise<Map<FeatureRow, ScoredRow>> {
  const accepted = model ? rows.filter((row) => model.accepts(row)) : [];
  if (!model || !accepted.length) return new Map();
  const scored = await model.score(accepted);
  await client.scores.write({
    body: { model_id: model.facts.model_id, items: scored.map(({ score }) => score) },
    idempotencyKey: randomUUID(),
  });
  return new Map(scored.map((each) => [each.row, each]));
}

/** Opens or updates the detections of what was found. */
async function upserted(client: Client, findings: Finding[]): Promise<UpsertedDetection[]> {
  const results: UpsertedDetection[] = [];
  for (let at = 0; at < findings.length; at += UPSERT_ROWS) {
    const body = { items: findings.slice(at, at + UPSERT_ROWS) };
    results.push(...(await client.detections.upsert({ body, idempotencyKey: randomUUID() })).items);
  }
  return results;
}

/** Share of the ranges that lies before `hour`. */
function share(ranges: readonly HourRange[], hour: string): number {
  const [start, end] = [Date.parse(ranges[0]!.from), Date.parse(ranges.at(-1)!.to)];
  return Math.min(1, Math.max(0, (Date.parse(hour) - start) / (end - start)));
}
