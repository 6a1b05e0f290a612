import { randomUUID } from 'node:crypto';
import { chunks } from '@ja4-platform/common';
import type { Client, FeaturePage, FeatureRow, NewFinding, UpsertedDetection } from '../api-types.js';
import type { Handlers } from '../run.js';
import { CampaignWriter } from './campaigns/campaign-writer.js';
import { Suspects } from './campaigns/suspects.js';
import { ChangedHours, LOOK_BACK_HOURS, type HourRange } from './changed-hours.js';
import { evidenceReasons } from './evidence/index.js';
import { Findings } from './findings.js';
import { handshakeFindings } from './handshake-findings.js';
import { hourStart, isOver, type Clock } from './hours.js';
import { algorithmOf, type Judges, type OpenModels } from './judges.js';
import { Opinions } from './opinions.js';
import { PAGE_ROWS } from './read-clean.js';
import { Refusals } from './refusals.js';
import type { ScoredRow, ScoringModel } from './scoring-model.js';

/** Scores written at once: with their contributions a body of 330 kB, which the API looks at in 25 ms on a slow machine. */
const SCORE_ROWS = 100;
/** Findings that the API takes at once. */
const UPSERT_ROWS = 100;
/** Actors held in memory; with more, what was found so far is sent and gathering begins again. */
const MAX_ACTORS = 10_000;

/**
 * Scores hours: rules first, then the champions where there are some, and unseen beside them the models in the shadow.
 * Without a range it takes the hours of the last day whose requests changed since they were last scored, the running hour
 * included: its scores are provisional, and final once the hour is over. Then it puts together the campaigns of the last day
 * and closes detections whose actors are quiet.
 */
export function scoreJob(client: Client, clock: Clock, models: OpenModels): Handlers['detection']['score'] {
  const changedHours = new ChangedHours(client);
  const suspects = new Suspects();
  const campaigns = new CampaignWriter(client);
  const opinions = new Opinions(client);

  return async ({ from, to }, { report, cancelled }) => {
    const now = clock.now();
    const changed = from === undefined && to === undefined ? await changedHours.find(now) : undefined;
    const end = to ?? hourStart(now, 1);
    const ranges = changed?.ranges ?? [{ from: from ?? hourStart(Date.parse(end), -LOOK_BACK_HOURS), to: end }];
    const counts = {
      rows: 0,
      scored: 0,
      shadowed: 0,
      created: 0,
      updated: 0,
      reopened: 0,
      unchanged: 0,
      over_budget: 0,
    };
    await opinions.refresh(now);
    const refusals = new Refusals();
    let judges: Judges | undefined;
    let findings = new Findings();
    const send = async (found: NewFinding[]): Promise<void> => {
      // The worst first, over all requests that it takes: the first of them use up the alert budget.
      const moved = found.map((finding) => opinions.adjusted(finding)).sort((a, b) => b.score - a.score);
      for (const { outcome } of await upserted(client, moved, refusals)) counts[outcome]++;
    };
    const sendFindings = async (): Promise<void> => {
      await send(findings.items());
      findings = new Findings();
    };

    for await (const page of pagesOf(client, ranges)) {
      cancelled.throwIfAborted();
      judges ??= await models.judges(page);
      const scored = await writtenScores(client, judges.champions, page.items, { now, shadow: false });
      const { champions } = judges;
      for (const row of page.items) {
        const reasons = evidenceReasons(row);
        findings.add(row, reasons, scored.get(row));
        suspects.add(row, reasons, scored.get(row), () => champions.get(algorithmOf(row))?.leaves(row));
      }
      counts.rows += page.items.length;
      counts.scored += scored.size;
      counts.shadowed += (await writtenScores(client, judges.shadows, page.items, { now, shadow: true })).size;
      if (findings.size >= MAX_ACTORS) await sendFindings();
      const reached = page.items.at(-1)?.hour;
      if (reached) await report(share(ranges, reached), `scored ${counts.rows} rows up to ${reached}`);
    }
    await sendFindings();
    const since = changed ? sinceChange(ranges, now) : ranges[0]!.from;
    await send(await handshakeFindings(client, { from: since, to: end }, now));
    changed?.confirm();
    const written = await campaigns.write(suspects.of(now), refusals);
    const { closed } = await client.detections.closeQuiet({ idempotencyKey: randomUUID() });
    const model = judges?.champions.get('isolation-forest');
    return {
      ...{ ...counts, campaigns: written, closed, refused: refusals.count },
      ...(refusals.reason !== undefined && { refused_because: refusals.reason }),
      ...(model && { model_id: model.facts.model_id }),
      ...(judges?.refused && { model_refused: judges.refused }),
    };
  };
}

/** Since when handshakes are looked at: the hour before is once more, as the last of its requests may have come after them. */
function sinceChange(changed: readonly HourRange[], now: number): string {
  const before = hourStart(now, -1);
  const [first] = changed;
  return first && first.from < before ? first.from : before;
}

/** The rows of some ranges, page by page. */
async function* pagesOf(client: Client, ranges: readonly HourRange[]): AsyncGenerator<FeaturePage> {
  for (const range of ranges) yield* client.features.list({ ...range, limit: PAGE_ROWS }).pages();
}

/** Has each model score the rows that are its own and that it accepts, and stores the scores. */
async function writtenScores(
  client: Client,
  models: ReadonlyMap<string, ScoringModel>,
  rows: readonly FeatureRow[],
  { now, shadow }: { now: number; shadow: boolean },
): Promise<Map<FeatureRow, ScoredRow>> {
  const written = new Map<FeatureRow, ScoredRow>();
  for (const [algorithm, model] of models) {
    const own = rows.filter((row) => algorithmOf(row) === algorithm && model.accepts(row));
    const scored = await model.score(own, { explain: !shadow });
    if (!scored.length) continue;
    const items = scored.map(({ score }) => ({ ...score, provisional: !isOver(score.hour, now) }));
    for (const part of chunks(items, SCORE_ROWS)) {
      const body = { model_id: model.facts.model_id, shadow, items: part };
      await client.scores.write({ body, idempotencyKey: randomUUID() });
    }
    for (const each of scored) written.set(each.row, each);
  }
  return written;
}

/** Opens or updates the detections of what was found. */
async function upserted(client: Client, findings: NewFinding[], refusals: Refusals): Promise<UpsertedDetection[]> {
  const answers = await refusals.send(findings, UPSERT_ROWS, (items) =>
    client.detections.upsert({ body: { items }, idempotencyKey: randomUUID() }),
  );
  return answers.flatMap(({ items }) => items);
}

/** Share of the ranges that lies before `hour`. */
function share(ranges: readonly HourRange[], hour: string): number {
  const [start, end] = [Date.parse(ranges[0]!.from), Date.parse(ranges.at(-1)!.to)];
  return Math.min(1, Math.max(0, (Date.parse(hour) - start) / (end - start)));
}
