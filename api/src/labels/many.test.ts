import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { WrittenCampaigns } from '../campaigns/campaigns.types.js';
import type { DetectionPage } from '../detections/detections.types.js';
import type { InvestigationSummary } from '../investigations/investigations.types.js';
import type { AppliedRule } from '../rules/rules.types.js';
import { answer, bearer, problemOf, send } from '../testing/calls.js';
import { finding } from '../testing/findings.js';
import { signedIn } from '../testing/people.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { AppliedLabel, AppliedLabels, LabelPage } from './labels.types.js';

describe('labels of many, and by two persons', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let worker: Record<string, string>;
  let alice: Record<string, string>;
  let colleague: Record<string, string>;
  before(async () => {
    api = await startHarness(Date, { JA4_TWO_PERSON: 'on' });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
    alice = await signedIn(api, 'alice');
    colleague = await signedIn(api, 'colleague');
    const items = [1, 2, 3].map((at) => finding(`evidence|10.0.0.${at}|shop`, { client_ip: `10.0.0.${at}` }));
    await answer(send(api, 'PUT', '/v1/detections', { items }, worker), 200);
  });
  after(() => api.close());

  const bulk = (body: object): Promise<AppliedLabels> => answer(send(api, 'POST', '/v1/labels/bulk', body), 201);
  const suppressed = async (): Promise<number> =>
    (await answer<DetectionPage>(api.call('/v1/detections?verdict=suppressed'), 200)).items.length;

  test('201: values are labelled at once, each once, and what has a label keeps it', async () => {
    const values = ['10.0.0.1', '10.0.0.2', '10.0.0.1'];
    const first = await bulk({ label: 'bot', subject: 'address', values, comment: 'stuffing' });
    assert.deepEqual([first.created, first.known, first.effect.raised], [2, 0, 2]);
    const again = await bulk({ label: 'suspicious', subject: 'address', values: ['10.0.0.2', '10.0.0.3'] });
    assert.deepEqual([again.created, again.known], [1, 1]);
    const { items } = await answer<LabelPage>(api.call('/v1/labels?address=10.0.0.2'), 200);
    assert.deepEqual(
      items.map(({ label, comment }) => [label, comment]),
      [['bot', 'stuffing']],
    );
  });

  test('201: the members of a campaign are labelled as one', async () => {
    const time = new Date().toISOString();
    const member = (client_ip: string): object => ({
      ...{ client_ip, ja4: '', host: 'shop', first_seen: time, last_seen: time, requests: 2, score: 0.6 },
      ...{ traits: [], measures: {} },
    });
    const members = Array.from({ length: 600 }, (_, at) => member(`10.1.${at >> 8}.${at & 255}`));
    const campaign = { key: 'k', name: 'k', score: 0.9, level: 'high', evidence: [], members };
    const { items } = await answer<WrittenCampaigns>(
      send(api, 'PUT', '/v1/campaigns', { items: [campaign] }, worker),
      200,
    );
    const { created } = await bulk({ label: 'bot', campaign: items[0]!.campaign_id });
    assert.equal(created, 600);
    await answer(send(api, 'POST', '/v1/labels/bulk', { label: 'bot', campaign: randomUUID() }), 404);
  });

  test('422 names what is missing, too much or wrong', async () => {
    const wrong: [object, RegExp][] = [
      [{}, /values/],
      [{ subject: 'address', values: ['10.0.0.1'], campaign: randomUUID() }, /values/],
      [{ values: ['10.0.0.1'] }, /subject/],
      [{ subject: 'address', values: ['10.0.0.1', 'nowhere'] }, /values\/1/],
      [{ subject: 'ja4', values: ['t13'] }, /values\/0/],
      [{ subject: 'address', values: [] }, /values/],
    ];
    for (const [body, location] of wrong) {
      const init = { method: 'POST', body: JSON.stringify({ label: 'bot', ...body }) };
      const headers = { 'content-type': 'application/json' };
      const { errors } = await problemOf(api, '/v1/labels/bulk', 422, { ...init, headers });
      assert.match(JSON.stringify(errors), location);
    }
  });

  test('what hides detections waits for a second person, who is another', async () => {
    const body = { label: 'legitimate', subject: 'address', value: '10.0.0.0/24' };
    const made = await answer<AppliedLabel>(send(api, 'POST', '/v1/labels', body, alice), 201);
    assert.deepEqual([made.awaits_second, made.effect.suppressed, await suppressed()], [true, 0, 0]);
    const confirm = (headers: Record<string, string>): Promise<Response> =>
      send(api, 'POST', `/v1/labels/${made.label_id}/confirm`, undefined, headers);
    await answer(confirm(alice), 428);
    await answer(confirm({ ...alice, 'if-match': '"1"' }), 409);
    const confirmed = await answer<AppliedLabel>(confirm({ ...colleague, 'if-match': '"1"' }), 200);
    assert.equal(confirmed.awaits_second, false);
    // Labels of single addresses are more particular than that of the block.
    assert.equal(await suppressed(), 0);
    await answer(confirm({ ...colleague, 'if-match': '"2"' }), 409);
  });

  test('an allow rule waits as well, a deny rule does not', async () => {
    const rule = (kind: string): Promise<AppliedRule> =>
      answer(send(api, 'POST', '/v1/rules', { kind, field: 'address', value: '10.0.0.0/30' }, alice), 201);
    const allow = await rule('allow');
    assert.deepEqual([allow.awaits_second, allow.effect.suppressed], [true, 0]);
    const headers = { ...colleague, 'if-match': '"1"' };
    const path = `/v1/rules/${allow.rule_id}/confirm`;
    const confirmed = await answer<AppliedRule>(send(api, 'POST', path, undefined, headers), 200);
    assert.deepEqual([confirmed.awaits_second, confirmed.effect.suppressed], [false, 3]);
    assert.equal((await rule('deny')).awaits_second, false);
  });

  test('403: a key is not the second person, nor the first', async () => {
    const key = bearer(await api.key({ name: 'alice-cli', kind: 'analyst' }));
    const label = { label: 'legitimate', subject: 'address', value: '10.3.0.1' };
    const rule = { kind: 'detect', min_score: 0.1 };
    const refused: [method: string, path: string, body?: object][] = [
      ['POST', '/v1/labels', label],
      ['POST', '/v1/labels/bulk', { label: 'legitimate', subject: 'address', values: ['10.3.0.1'] }],
      ['POST', '/v1/rules', rule],
    ];
    const { label_id } = await answer<AppliedLabel>(send(api, 'POST', '/v1/labels', label, alice), 201);
    const { rule_id } = await answer<AppliedRule>(send(api, 'POST', '/v1/rules', rule, alice), 201);
    for (const path of [`/v1/labels/${label_id}`, `/v1/rules/${rule_id}`]) {
      refused.push(['POST', `${path}/confirm`], ['PATCH', path, { comment: 'x' }]);
    }
    for (const [method, path, body] of refused) {
      await answer(send(api, method, path, body, { ...key, 'if-match': '"1"' }), 403);
    }
  });

  test('the investigation of an address reads its labels', async () => {
    const summary = await answer<InvestigationSummary>(api.call('/v1/investigations/10.0.0.1/summary'), 200);
    assert.deepEqual(summary.labels.map(({ label }) => label).sort(), ['bot', 'legitimate']);
    assert.equal(summary.risk.parts.find(({ key }) => key === 'labelled-legitimate')?.value, 1);
  });
});
