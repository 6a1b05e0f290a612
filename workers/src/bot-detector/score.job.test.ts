import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client, FeatureRow, NewFinding } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import type { HourRange } from './changed-hours.js';
import { OpenModels } from './judges.js';
import { scoreJob } from './score.job.js';

const now = Date.parse('2026-11-22T15:20:00Z');
const hour = (at: number): string => `2026-11-22T${at}:00:00.000Z`;

/** What a run sends, and since when it looks at handshakes, when these hours have requests and all rows are these. */
async function run(hours: number[], rows: FeatureRow[] = []) {
  const sent: NewFinding[][] = [];
  const since: string[] = [];
  const nothing = { page: () => Promise.resolve({ items: [] }) };
  const timeline = hours.map((at) => ({ time: hour(at), requests: 40, correlated: 40 }));
  const client = {
    metrics: { overview: () => Promise.resolve({ timeline }) },
    labels: { list: () => [] },
    models: { list: () => nothing },
    features: {
      list: () => ({ pages: () => [{ feature_version: 1, features: [], items: rows }] }),
      handshakes: ({ from }: HourRange) => (since.push(from), []),
    },
    detections: {
      upsert: ({ body }: { body: { items: NewFinding[] } }) => {
        sent.push(body.items);
        return Promise.resolve({ items: body.items.map(() => ({ outcome: 'created' })) });
      },
      closeQuiet: () => Promise.resolve({ closed: 0 }),
    },
    campaigns: { list: () => nothing },
  } as unknown as Client;
  const never = new AbortController().signal;
  const context = { id: 'detection:0', stopping: never, cancelled: never, report: () => Promise.resolve() };
  await scoreJob(client, { now: () => now }, new OpenModels(client))({}, context);
  return { sent, since };
}

test('the alert budget is asked for the highest scores first, however many bodies they fill', async () => {
  const rows = Array.from({ length: 150 }, (_, at) =>
    featureRow({
      ...{ client_ip: `10.0.0.${at}`, ja4: `t13d_${at}` },
      context: { payload_requests: 9, ...(at === 149 && { sensitive_requests: 30, not_found: 30 }) },
    }),
  );
  const { sent } = await run([15], rows);
  assert.deepEqual(
    sent.map((items) => items.length),
    [100, 50],
  );
  assert.equal(sent[0]![0]!.client_ip, '10.0.0.149');
  const scores = sent.flat().map(({ score }) => score);
  assert.ok(scores.every((score, at) => score <= (scores[at - 1] ?? 1)));
});

test('handshakes are looked at since the first hour that changed, and once more those of the hour before this', async () => {
  assert.deepEqual((await run([10, 15])).since, [hour(10)]);
  assert.deepEqual((await run([15])).since, [hour(14)]);
  assert.deepEqual((await run([])).since, [hour(14)]);
});
