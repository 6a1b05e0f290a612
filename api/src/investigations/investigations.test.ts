import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exampleDetection } from '../detections/detections.example.js';
import { answerOf, needsScope, problemOf, refuses } from '../testing/calls.js';
import { exampleLabel } from '../labels/labels.example.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { day, hellos, traffic } from '../testing/traffic.js';
import type { InvestigationSummary, RiskKey, RiskPart } from './investigations.types.js';

describe('investigations', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const summary = (address: string): Promise<InvestigationSummary> =>
    answerOf(api, `/v1/investigations/${address}/summary?${day}`);
  const part = async (address: string, wanted: RiskKey): Promise<RiskPart | undefined> =>
    (await summary(address)).risk.parts.find(({ key }) => key === wanted);

  it('200 says of an unknown address that nothing is known', async () => {
    const { risk, activity, open_detections, related } = await summary('192.0.2.77');
    assert.deepEqual([risk.score, risk.level, activity.requests, activity.first_seen], [0, 'none', 0, null]);
    assert.deepEqual(open_detections, []);
    assert.ok(related.every(({ distinct }) => distinct === 0));
  });

  it('200 everything known about an address that lies and scans', async () => {
    const { store } = api.context;
    await insertRequests(store, traffic);
    const client = { client: 'Go', category: 'library' };
    await answerOf(api, `/v1/fingerprints/${hellos.go}/client`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(client),
    });
    const detection = { ...exampleDetection, client_ip: '203.0.113.66' };
    await store.insert('test', 'detections', [
      { ...detection, level: 'high' },
      { ...detection, detection_id: crypto.randomUUID(), status: 'closed' },
    ]);
    await store.insert('test', 'scores', [
      {
        ...{ hour: '2026-11-22T12:00:00Z', client_ip: '203.0.113.66', ja4: '', host: 'shop.example', requests: 4 },
        ...{ model_id: crypto.randomUUID(), score: 0.7, percentile: 0.95, scored_at: '2026-11-22T13:00:00.000Z' },
        contributions: [],
      },
    ]);
    const found = await summary('203.0.113.66');
    assert.deepEqual(found.activity, {
      ...{ requests: 5, first_seen: '2026-11-22T12:00:00.000000Z', last_seen: '2026-11-22T13:00:00.000000Z' },
      ...{ active_hours: 2, hosts: 1, ja4s: 2, ja4_families: 2, sensitive_paths: 5, login_posts: 0, login_refused: 0 },
      ...{ not_found: 5, refused: 0, server_errors: 0 },
    });
    assert.deepEqual(found.identity, {
      ...{ browser_claims: 4, false_claims: 4, stack_claims: 5, stack_mismatches: 5 },
    });
    assert.deepEqual(found.anomaly, { scored_hours: 1, worst_score: 0.7, worst_percentile: 0.95 });
    assert.deepEqual(
      found.open_detections.map(({ level }) => level),
      ['high'],
    );
    const points = Object.fromEntries(found.risk.parts.map((part) => [part.key, Math.round(part.points * 100) / 100]));
    assert.deepEqual(points, {
      ...{ 'open-detections': 28, anomaly: 7.5, 'client-identity': 15, 'tcp-stack': 5, scanning: 5 },
      ...{ guessing: 0, rotation: 1.25, refusals: 0, 'labelled-legitimate': 0, 'known-good': 0 },
    });
    assert.deepEqual([found.risk.score, found.risk.level], [62, 'high']);
    const ja4 = found.related.find(({ attribute }) => attribute === 'ja4');
    assert.deepEqual(
      ja4?.items.map(({ value }) => value),
      [hellos.go, hellos.curl],
    );
  });

  it('200 a verified bot or an own network takes points away', async () => {
    const body = Buffer.from('203.0.113.0/24,Our monitor\n');
    await answerOf(api, '/v1/reference-lists/office?kind=prefixes', {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    const { risk, known_prefixes } = await summary('203.0.113.66');
    assert.deepEqual(
      known_prefixes.map(({ name }) => name),
      ['Our monitor'],
    );
    assert.deepEqual([risk.score, risk.level], [2, 'low']);
  });

  it('200 a label for one host neither takes points away nor hides one for every host', async () => {
    const { store } = api.context;
    const label = (different: object): object => ({
      ...{ ...exampleLabel, label_id: crypto.randomUUID(), value: '192.0.2.80', removed: false },
      ...different,
    });
    await store.insert('test', 'labels', [label({ host: 'shop.example' })]);
    assert.equal((await part('192.0.2.80', 'labelled-legitimate'))?.points, 0);
    const newer = { label: 'bot', created_at: '2026-11-22T16:00:00.000Z' };
    const hosts = Array.from({ length: 50 }, (_, index) => label({ host: `${index}.example`, ...newer }));
    await store.insert('test', 'labels', [label({ host: '' }), ...hosts]);
    assert.equal((await part('192.0.2.80', 'labelled-legitimate'))?.points, -60);
  });

  it('200 every open detection counts, however many there are and whatever they scored', async () => {
    const detection = (different: object): object => ({
      ...{ ...exampleDetection, detection_id: crypto.randomUUID(), client_ip: '192.0.2.90' },
      ...different,
    });
    await api.context.store.insert('test', 'detections', [
      ...Array.from({ length: 500 }, () => detection({ status: 'closed', score: 0.95 })),
      ...Array.from({ length: 25 }, () => detection({ level: 'high', score: 0.9 })),
      detection({ level: 'critical', score: 0.3 }),
    ]);
    const found = await part('192.0.2.90', 'open-detections');
    assert.deepEqual([found?.points, found?.message.values], [35, { detections: '26' }]);
    const shown = (await summary('192.0.2.90')).open_detections;
    assert.deepEqual([shown.length, new Set(shown.map(({ level }) => level))], [20, new Set(['high'])]);
  });

  it('200 the same of every spelling of an address', async () => {
    const plain = await summary('192.0.2.80');
    assert.ok(plain.labels.length > 0);
    for (const spelling of ['::ffff:192.0.2.80', '::FFFF:c000:250']) assert.deepEqual(await summary(spelling), plain);
  });

  it('404 for what is no address, 422 for a wrong range', async () => {
    for (const address of ['nowhere', '1.2.3', 'fe80::1%25eth0', '203.0.113.0%2F24']) {
      await problemOf(api, `/v1/investigations/${address}/summary`, 404);
    }
    await refuses(api, '/v1/investigations/203.0.113.66/summary', { 'from=x': 'from', 'colour=red': 'colour' });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/investigations/203.0.113.66/summary');
  });
});
