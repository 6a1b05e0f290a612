import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client } from '@ja4-platform/sdk';
import type { NewFinding } from './api-types.js';
import { Challenges } from './bot-detector/challenges.js';
import { OpenModels } from './bot-detector/judges.js';
import { Refusals } from './bot-detector/refusals.js';
import { retrainingDue } from './bot-detector/retraining-due.js';
import { Watch } from './bot-detector/watch.js';
import { ja4s, userAgents } from './testing/feature-row.js';
import { eventually } from './testing/eventually.js';
import { skipWithoutServices, startPlatform, type Platform } from './testing/platform.js';
import { browsing, eventsOf, repeating, type Visit } from './testing/traffic.js';

const skip = skipWithoutServices;
const hourMs = 3_600_000;
/** An hour is over a minute after its end: the one before this must not change while it is looked at. */
const thisHour = Math.floor((Date.now() - 60_000) / hourMs) * hourMs;
const lastHour = thisHour - hourMs;
/** Named, so that it stays the same when the clock strikes meanwhile. */
const trainingRange = { from: new Date(lastHour - 48 * hourMs).toISOString(), to: new Date(lastHour).toISOString() };

const scanned = ['/.env', '/.git/config', '/wp-login.php', '/phpmyadmin/', '/backup.sql', '/actuator/env'];
const history = Array.from({ length: 180 }, (_, at) => browsing(at, lastHour - (1 + (at % 30)) * hourMs));
const suspects = [
  repeating(
    { clientIp: '203.0.113.99', start: lastHour + 60_000, ja4: ja4s.openssl, userAgent: userAgents.curl },
    60,
    (at) => ({ method: 'GET', path: scanned[at % 6]!, status: 404, bytesOut: 196 }),
  ),
  repeating(
    { clientIp: '203.0.113.50', start: lastHour + 60_000, ja4: ja4s.openssl, userAgent: userAgents.curl },
    40,
    () => ({ method: 'POST', path: '/account/login', status: 401, bytesOut: 87 }),
  ),
  repeating(
    { clientIp: '203.0.113.177', start: lastHour + 60_000, ja4: ja4s.go, userAgent: userAgents.chrome },
    12,
    (at) => ({ method: 'GET', path: `/articles/${at}`, status: 200, bytesOut: 1200 + at }),
  ),
];
const visits = [...history, browsing(3, lastHour + 120_000), ...suspects];

let platform: Platform;
let admin: Client;
let sent = 0;

before(async () => {
  if (skip) return;
  platform = await startPlatform();
  admin = await platform.clientOf('admin');
  // The schedule looks for something to train on at once: before there is anything.
  await eventually('the first look', async () => {
    const { items } = await admin.jobs.list({ queue: 'detection', name: 'retrain', state: ['completed'] }).page();
    return items[0];
  });
});
after(async () => {
  if (!skip) await platform.close();
});

const finishedJob = (id: string) =>
  eventually(`job ${id}`, async () => {
    const job = await admin.jobs.get({ id });
    return job.state === 'completed' || job.state === 'failed' ? job : undefined;
  });

/** Sends visits as a sensor does, and waits until all of their requests are correlated, in http_logs and in the aggregates. */
async function send(name: string, visits: readonly Visit[]): Promise<void> {
  const sensor = await platform.clientOf('sensor');
  const { http, tls } = eventsOf(visits);
  await sensor.events.sendTls({ body: tls, idempotencyKey: `${name}-tls` });
  await sensor.events.sendHttp({ body: http, idempotencyKey: `${name}-http` });
  sent += http.trimEnd().split('\n').length;
  await eventually(`${sent} requests`, async () => {
    const page = await admin.requests.search({ from: '-7d', limit: 1, count: true, correlated: true }).page();
    const { backlog } = await admin.status.get();
    return page.total === sent && backlog.batches === 0 ? page : undefined;
  });
}

test('what is sent is correlated by the ticking worker', { skip }, () => send('first', visits));

test('training makes the first champion, with progress', { skip }, async () => {
  const { job_id } = await admin.models.retrain({ body: trainingRange });
  const job = await finishedJob(job_id);
  assert.equal(job.failed_reason, null);
  assert.equal(job.result.trained, true, JSON.stringify(job.result));
  assert.equal(job.result.promoted, true);
  assert.match(job.progress_text ?? '', /^calibrated on \d+ rows$/);
  const champion = await admin.models.get({ model_id: String(job.result.model_id) });
  assert.equal(champion.state, 'champion');
});

test('scoring finds the scanner, the brute force and the liar, and nobody else', { skip }, async () => {
  const { job_id } = await admin.scores.run({ body: { from: new Date(lastHour).toISOString() } });
  const job = await finishedJob(job_id);
  assert.equal(job.failed_reason, null);
  assert.ok(Number(job.result.scored) >= 4, JSON.stringify(job.result));
  const { items } = await admin.detections.list({ kind: 'evidence' }).page();
  const found = items.map(({ client_ip, reasons }) => [client_ip, reasons.map(({ key }) => key)] as const);
  const reasonsOf = new Map(found);
  assert.ok(reasonsOf.get('203.0.113.99')?.includes('sensitive-path-scanning'));
  assert.ok(reasonsOf.get('203.0.113.50')?.includes('login-bruteforce'));
  assert.ok(reasonsOf.get('203.0.113.177')?.includes('ja4-user-agent-mismatch'));
  assert.equal(reasonsOf.size, 3);
});

test('the scanner scores above the person, and its contributions are stored', { skip }, async () => {
  const { items } = await admin.scores.list({ from: '-3h' }).page();
  const scoreOf = (ip: string) => items.find(({ client_ip }) => client_ip === ip);
  const [scanner, person] = [scoreOf('203.0.113.99'), scoreOf('198.51.100.4')];
  assert.ok(scanner!.score > person!.score, `${scanner!.score} against ${person!.score}`);
  assert.ok(scanner!.contributions.some(({ feature }) => feature === 'requests'));
});

test('scoring again doubles nothing', { skip }, async () => {
  const count = async () => (await admin.detections.list({ count: true }).page()).total;
  const before = await count();
  const { job_id } = await admin.scores.run({ body: { from: new Date(lastHour).toISOString() } });
  assert.equal((await finishedJob(job_id)).result.created, 0);
  assert.equal(await count(), before);
});

test('without a range only hours whose requests changed are scored, late ones too', { skip }, async () => {
  // The scheduler may score at the same time: what any of the jobs did counts.
  const scored = async (): Promise<number> => {
    const { items } = await admin.jobs.list({ queue: 'detection', name: 'score', state: ['completed'] }).page();
    return items.reduce((sum, { result }) => sum + Number(result.rows), 0);
  };
  const score = async (): Promise<number> => {
    const { state } = await finishedJob((await admin.scores.run({ body: {} })).job_id);
    assert.equal(state, 'completed');
    return scored();
  };
  const all = await score();
  assert.equal(await score(), all);
  await send('late', [browsing(500, lastHour - 10 * hourMs)]);
  const late = (await score()) - all;
  assert.ok(late > 0 && late < all, `${late} of ${all}`);
});

const decided = async (model_id: string): Promise<string[]> => {
  const { items } = await admin.models.decisions({ model_id }).page();
  return items.map(({ decision }) => decision);
};

test('a second model that holds its gates goes into the shadow; one retraining at a time', { skip }, async () => {
  const { job_id } = await admin.models.retrain({ body: trainingRange });
  await assert.rejects(admin.models.retrain({ body: {} }), /trains already/);
  const { result } = await finishedJob(job_id);
  assert.deepEqual([result.promoted, result.state, result.gates], [false, 'shadow', 'holds all gates']);
  assert.deepEqual(await decided(String(result.model_id)), ['shadowed', 'accepted', 'created']);
});

test('it scores unseen, and after a day takes the place of the champion', { skip }, async () => {
  const [shadow] = (await admin.models.list({ state: 'shadow' }).page()).items;
  const { model_id } = shadow!;
  const { result } = await finishedJob(
    (await admin.scores.run({ body: { from: new Date(lastHour).toISOString() } })).job_id,
  );
  assert.equal(result.shadowed, result.scored);
  assert.equal((await admin.scores.list({ from: '-3h', model_id }).page()).items.length, 0);
  assert.ok((await admin.scores.list({ from: '-3h', model_id, shadow: true }).page()).items.length >= 4);

  const client = await platform.clientOf('worker');
  const models = new OpenModels(client);
  const challenges = (hours: number) => new Challenges(client, { now: () => Date.now() + hours * hourMs }, models);
  assert.deepEqual(await challenges(23).settle(), { shadows_promoted: 0, shadows_refused: 0 });
  assert.deepEqual(await challenges(25).settle(), { shadows_promoted: 1, shadows_refused: 0 });
  assert.equal((await admin.models.get({ model_id })).state, 'champion');
  assert.deepEqual((await decided(model_id))[0], 'promoted');
});

test('the hourly look finds no drift in little traffic, and a day later that training is due', { skip }, async () => {
  const client = await platform.clientOf('worker');
  const never = new AbortController().signal;
  const context = { id: 'detection:0', stopping: never, cancelled: never, report: () => Promise.resolve() };
  const watch = new Watch(client, Date, new OpenModels(client));
  assert.deepEqual(await watch.look(context), { drifted: 0, alerts: 0 });
  assert.equal(await retrainingDue(client, Date), undefined);
  const tomorrow = { now: () => Date.now() + 25 * hourMs };
  assert.equal(await retrainingDue(client, tomorrow), 'the newest model is a day old');
});

test('a range without rows trains nothing and says why', { skip }, async () => {
  const body = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' };
  const { result } = await finishedJob((await admin.models.retrain({ body })).job_id);
  assert.equal(result.trained, false);
  assert.match(String(result.reason), /needs 64 clean rows of training, there are 0/);
});

test('a finding that the API refuses keeps no other from being stored, and is counted', { skip }, async () => {
  const worker = await platform.clientOf('worker');
  const now = new Date().toISOString();
  const findings = Array.from({ length: 9 }, (_, at): NewFinding => {
    const reason = { key: 'request-rate', severity: 'medium' as const, detail: at === 4 ? 'half a \ud83d' : 'many' };
    return {
      ...{ key: `refused-${at}`, kind: 'evidence', client_ip: `192.0.2.${at}`, ja4: '', host: 'refused.example' },
      ...{ first_seen: now, last_seen: now, requests: 1, score: 0.6, level: 'medium', model_id: null },
      reasons: [{ ...reason, feature: null, value: null, expected: null }],
    };
  });
  const refusals = new Refusals();
  const stored = await refusals.send(
    findings,
    5,
    async (items) => (await worker.detections.upsert({ body: { items } })).items,
  );
  assert.equal(stored.flat().length, 8);
  assert.equal(refusals.count, 1);
  assert.match(refusals.reason ?? '', /half a surrogate pair/);
  assert.equal((await admin.detections.list({ host: 'refused.example', count: true }).page()).total, 8);
});

test('what is wrong with the moment or the caller is no refusal', { skip }, async () => {
  const sensor = await platform.clientOf('sensor');
  const sending = new Refusals().send([1], 1, () => sensor.detections.closeQuiet());
  await assert.rejects(sending, /forbidden/);
});

test('the workers are ready, count what they did, and end cleanly when told', { skip }, async () => {
  const get = (path: string) => fetch(platform.workersAddress + path);
  assert.equal((await get('/readyz')).status, 200);
  const text = await (await get('/metrics')).text();
  assert.match(text, /^ja4_workers_items_total\{queue="correlation",job="tick",item="batches"\} [1-9]/m);
  assert.match(text, /^ja4_workers_jobs_total\{queue="detection",job="retrain",outcome="completed"\} [3-9]$/m);
  assert.equal(await platform.stopWorkers(), 0);
});
