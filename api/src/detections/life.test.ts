import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DecisionPage } from '../decisions/decisions.types.js';
import { StoreUnavailable } from '../store/errors.js';
import { answer, bearer, send } from '../testing/calls.js';
import { finding } from '../testing/findings.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Detection, DetectionLevel, DetectionPage, NewFinding, UpsertedDetections } from './detections.types.js';
import type { Explanation, FindingExplanation } from './explanation.types.js';
import { detectionIdOf } from './finding.js';

const reason = (key: string, severity: DetectionLevel) => {
  return { key, severity, detail: `${key} at ${severity}`, feature: null, value: null, expected: null };
};

describe('the life of detections', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now }, { JA4_ALERT_BUDGET: '2', JA4_DETECTION_QUIET_DAYS: '3' });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const of = (kind: 'evidence' | 'anomaly', client_ip: string, different: Partial<NewFinding> = {}): NewFinding => {
    const host = different.host ?? 'shop.example';
    return { ...finding(`${kind}|${client_ip}|${host}`, { kind, client_ip, host }), ...different };
  };
  const upsert = async (...items: NewFinding[]): Promise<string[]> => {
    const { items: upserted } = await answer<UpsertedDetections>(
      send(api, 'PUT', '/v1/detections', { items }, worker),
      200,
    );
    return upserted.map(({ outcome }) => outcome);
  };
  const get = (kind: string, client_ip: string, host = 'shop.example'): Promise<Detection> =>
    answer(api.call(`/v1/detections/${detectionIdOf(`${kind}|${client_ip}|${host}`)}`), 200);
  const close = async (): Promise<number> => {
    const closed = await answer<{ closed: number }>(
      send(api, 'POST', '/v1/detections/close-quiet', undefined, worker),
      200,
    );
    return closed.closed;
  };

  test('one detection over all cycles: requests of each hour count once, the strongest of each reason stays', async () => {
    const hour = (at: number): string => `2026-11-22T${at}:00:00Z`;
    const first = of('evidence', '10.0.0.1', {
      requests: 30,
      requests_by_hour: { [hour(13)]: 30 },
      reasons: [reason('login-bruteforce', 'high')],
      level: 'high',
    });
    assert.deepEqual(await upsert(first), ['created']);
    assert.deepEqual(await upsert(first), ['unchanged']);
    const later = { last_seen: '2026-11-22T14:30:00Z', reasons: [reason('missing-browser-headers', 'medium')] };
    const second = of('evidence', '10.0.0.1', { ...later, level: 'medium', score: 0.6 });
    assert.deepEqual(await upsert({ ...second, requests: 5, requests_by_hour: { [hour(14)]: 5 } }), ['updated']);
    assert.deepEqual(await upsert({ ...second, requests: 12, requests_by_hour: { [hour(14)]: 12 } }), ['updated']);
    const { requests, level, score, reasons, version } = await get('evidence', '10.0.0.1');
    assert.deepEqual([requests, level, score, version], [42, 'high', 0.95, 3]);
    assert.deepEqual(
      reasons.map(({ key }) => key),
      ['login-bruteforce', 'missing-browser-headers'],
    );
  });

  test('evidence takes over the open anomaly of its actor, which is closed as a part of it', async () => {
    await upsert(
      of('anomaly', '10.0.0.2', { reasons: [reason('anomaly', 'medium')], first_seen: '2026-11-22T12:00:00Z' }),
    );
    const evidence = of('evidence', '10.0.0.2', { reasons: [reason('login-bruteforce', 'high')] });
    assert.deepEqual(await upsert(evidence), ['created']);
    const [anomaly, taken] = [await get('anomaly', '10.0.0.2'), await get('evidence', '10.0.0.2')];
    assert.deepEqual([anomaly.status, anomaly.change, anomaly.merged_into], ['closed', 'merged', taken.detection_id]);
    assert.equal(taken.first_seen, '2026-11-22T12:00:00.000000Z');
    assert.deepEqual(
      taken.reasons.map(({ key }) => key),
      ['login-bruteforce', 'anomaly'],
    );
    const { items } = await answer<DetectionPage>(api.call('/v1/detections?client_ip=10.0.0.2&status=open'), 200);
    assert.equal(items.length, 1);
  });

  test('an anomaly of an actor with open evidence becomes a part of it', async () => {
    const again = of('anomaly', '10.0.0.2', {
      last_seen: '2026-11-22T15:00:00Z',
      reasons: [reason('anomaly', 'high')],
    });
    assert.deepEqual(await upsert(again), ['updated']);
    const evidence = await get('evidence', '10.0.0.2');
    assert.deepEqual([evidence.kind, evidence.last_seen], ['evidence', '2026-11-22T15:00:00.000000Z']);
    assert.equal((await get('anomaly', '10.0.0.2')).status, 'closed');
  });

  test('an anomaly that somebody works on is left to them', async () => {
    await upsert(of('anomaly', '10.0.0.3', { host: 'other.example' }));
    const key = 'anomaly|10.0.0.3|other.example';
    const path = `/v1/detections/${detectionIdOf(key)}`;
    const { version } = await answer<Detection>(api.call(path), 200);
    await answer(send(api, 'PATCH', path, { assignee: 'analyst' }, { 'if-match': `"${version}"` }), 200);
    await upsert(of('evidence', '10.0.0.3', { host: 'other.example' }));
    assert.equal((await answer<Detection>(api.call(path), 200)).status, 'open');
  });

  test('a host has so many new anomalies a day, the highest scores; evidence is never held back', async () => {
    const items = [0.7, 0.9, 0.8].map((score, at) => of('anomaly', `10.0.1.${at}`, { score, host: 'busy.example' }));
    assert.deepEqual(await upsert(...items), ['over_budget', 'created', 'created']);
    assert.deepEqual(await upsert(of('anomaly', '10.0.1.9', { host: 'busy.example' })), ['over_budget']);
    assert.deepEqual(await upsert({ ...items[1]!, score: 0.95 }), ['updated']);
    assert.deepEqual(await upsert(of('evidence', '10.0.1.9', { host: 'busy.example' })), ['created']);
    assert.deepEqual(await upsert(of('anomaly', '10.0.1.9', { host: 'calm.example' })), ['created']);
    now += 24 * 3_600_000;
    assert.deepEqual(await upsert(of('anomaly', '10.0.1.8', { host: 'busy.example' })), ['created']);
  });

  test('what is quiet for the days that are set is closed, but not what somebody took; who comes back opens it again', async () => {
    const open = async (): Promise<number> => {
      const page = await answer<DetectionPage>(api.call('/v1/detections?status=open&count=true&limit=1'), 200);
      return page.total!;
    };
    const before = await open();
    assert.equal(await close(), 0);
    now += 3 * 24 * 3_600_000;
    // One of them is the analyst's.
    assert.equal(await close(), before - 1);
    assert.equal(await open(), 1);
    assert.equal((await get('evidence', '10.0.0.1')).change, 'quiet');
    now += 60_000;
    const back = of('evidence', '10.0.0.1', { last_seen: new Date(now).toISOString(), score: 0.5, level: 'medium' });
    assert.deepEqual(await upsert(back), ['reopened']);
    const { status, score, reasons } = await get('evidence', '10.0.0.1');
    assert.deepEqual([status, score, reasons.map(({ key }) => key)], ['open', 0.5, ['sensitive-path-scanning']]);
  });

  const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  const explanation = (score: number): FindingExplanation => ({
    ...{ model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11', hour: '2026-11-22T14:00:00Z', ja4: 't13', score },
    ...{ baseline: 0.4, percentile: 0.999, baseline_rows: 900, normal_without: ['not_found_ratio'] },
    features: [{ feature: 'not_found_ratio', value: 0.97, contribution: score - 0.4, p_value: 0.002, expected: 0.01 }],
  });

  test('evidence is at least as bad as the anomaly that it takes over: who was blocked stays so', async () => {
    const host = 'absorbed.example';
    const worst = explanation(0.97);
    const { model_id, score } = worst;
    const critical = { score, level: 'critical' as const, reasons: [reason('anomaly', 'critical')] };
    const seen = { host, first_seen: ago(70), last_seen: ago(50) };
    await upsert(of('anomaly', '10.0.6.1', { ...critical, ...seen, model_id, explanation: worst }));
    const less = { score: 0.6, level: 'medium' as const, reasons: [reason('missing-browser-headers', 'medium')] };
    const evidence = of('evidence', '10.0.6.1', { host, ...less, first_seen: ago(55), last_seen: ago(55) });
    assert.deepEqual(await upsert({ ...evidence, explanation: explanation(0.5) }), ['created']);
    const found = await get('evidence', '10.0.6.1', host);
    assert.deepEqual([found.level, found.score, found.model_id], ['critical', score, model_id]);
    assert.deepEqual([Date.parse(found.last_seen), found.reasons[0]?.key], [Date.parse(ago(50)), 'anomaly']);
    const { items } = await answer<DecisionPage>(api.call('/v1/decisions?address=10.0.6.1'), 200);
    assert.deepEqual(
      items.map(({ source_id }) => source_id),
      [found.detection_id],
    );
    const explained = await answer<Explanation>(api.call(`/v1/detections/${found.detection_id}/explanation`), 200);
    assert.equal(explained.score, score);
  });

  test('evidence counts the hours of the anomaly that it takes over', async () => {
    const host = 'summed.example';
    const hour = (at: number): string => `2026-11-22T${at}:00:00Z`;
    await upsert(
      of('anomaly', '10.0.6.4', { host, requests: 30, requests_by_hour: { [hour(12)]: 20, [hour(13)]: 10 } }),
    );
    const evidence = { host, requests: 17, requests_by_hour: { [hour(13)]: 12, [hour(14)]: 5 } };
    assert.deepEqual(await upsert(of('evidence', '10.0.6.4', evidence)), ['created']);
    assert.equal((await get('evidence', '10.0.6.4', host)).requests, 37);
  });

  test('closed evidence is opened again by a late finding when an anomaly was found since', async () => {
    const host = 'reopened.example';
    await upsert(of('evidence', '10.0.6.2', { host, first_seen: ago(190), last_seen: ago(180) }));
    const path = `/v1/detections/${detectionIdOf(`evidence|10.0.6.2|${host}`)}`;
    await answer(send(api, 'PATCH', path, { status: 'closed' }, { 'if-match': '*' }), 200);
    now += 60 * 60_000;
    await upsert(of('anomaly', '10.0.6.2', { host, first_seen: ago(20), last_seen: ago(10) }));
    assert.deepEqual(await upsert(of('evidence', '10.0.6.2', { host, first_seen: ago(250), last_seen: ago(230) })), [
      'reopened',
    ]);
    assert.equal((await get('evidence', '10.0.6.2', host)).status, 'open');
  });

  test('an anomaly that was called legitimate makes evidence no worse', async () => {
    const host = 'absorbed.example';
    await upsert(of('anomaly', '10.0.6.3', { host, last_seen: ago(10), level: 'critical', score: 0.97 }));
    const { detection_id } = await get('anomaly', '10.0.6.3', host);
    const legitimate = { label: 'legitimate', subject: 'detection', value: detection_id };
    await answer(send(api, 'POST', '/v1/labels', legitimate), 201);
    await upsert(of('evidence', '10.0.6.3', { host, last_seen: ago(5), level: 'medium', score: 0.6 }));
    const { level, score, verdict } = await get('evidence', '10.0.6.3', host);
    assert.deepEqual([level, score, verdict], ['medium', 0.6, '']);
  });

  test('the explanation of the worst hour is stored and read, also when its traffic is gone', async () => {
    const explained = of('anomaly', '10.0.2.1', { score: 0.8, explanation: explanation(0.8), host: 'shop.example' });
    await upsert(explained);
    await upsert({ ...explained, last_seen: '2026-11-22T14:50:00Z', score: 0.7, explanation: explanation(0.7) });
    const id = detectionIdOf('anomaly|10.0.2.1|shop.example');
    const found = await answer<Explanation>(api.call(`/v1/detections/${id}/explanation`), 200);
    assert.deepEqual([found.score, found.baseline, found.normal_without], [0.8, 0.4, ['not_found_ratio']]);
    const [first] = found.features;
    assert.deepEqual([first!.name, first!.value, first!.p_value], ['not_found_ratio', 0.97, 0.002]);
    assert.ok(Math.abs(first!.contribution! - 0.4) < 1e-12);
    const sum = found.features.reduce((total, { contribution }) => total + contribution!, found.baseline!);
    assert.ok(Math.abs(sum - found.score!) < 1e-9);
  });

  test('what waited for another change bears the time at which it was made: a stream that is past the other still has it', async () => {
    const { redis, store } = api.context;
    const lock = `${store.database}:lock:detections`;
    await redis.set(lock, 'another');
    const waiting = upsert(of('evidence', '10.0.4.1'));
    await sleep(200);
    now += 2000;
    await redis.del(lock);
    assert.deepEqual(await waiting, ['created']);
    assert.equal(Date.parse((await get('evidence', '10.0.4.1')).updated_at), now);
  });

  test('what is legitimate stays so when it is found again, also when it cannot be judged then; trying again judges', async () => {
    const { store } = api.context;
    const unjudged = async (item: NewFinding): Promise<void> => {
      store.onStatement = (operation) => {
        if (operation === 'rules.evaluate') throw new StoreUnavailable(new Error('away'));
      };
      await answer(send(api, 'PUT', '/v1/detections', { items: [item] }, worker), 503);
      store.onStatement = undefined;
    };
    const judged = async (): Promise<[string, string, number]> => {
      const { verdict, level, version } = await get('evidence', '10.0.5.1');
      return [verdict, level, version];
    };
    await answer(send(api, 'POST', '/v1/labels', { label: 'legitimate', subject: 'address', value: '10.0.5.1' }), 201);
    const first = of('evidence', '10.0.5.1', { level: 'critical' });
    await unjudged(first);
    await answer(api.call(`/v1/detections/${detectionIdOf('evidence|10.0.5.1|shop.example')}`), 404);
    assert.deepEqual(await upsert(first), ['created']);
    assert.deepEqual(await judged(), ['suppressed', 'critical', 1]);
    const again = { ...first, last_seen: new Date(now).toISOString() };
    await unjudged(again);
    assert.deepEqual(await judged(), ['suppressed', 'critical', 2]);
    assert.deepEqual(await upsert(again), ['unchanged']);
    const { items } = await answer<DecisionPage>(api.call('/v1/decisions?address=10.0.5.1'), 200);
    assert.deepEqual([await judged(), items], [['suppressed', 'critical', 2], []]);
  });

  test('what a label raised stays raised when it is found again', async () => {
    await upsert(of('evidence', '10.0.5.2', { level: 'medium' }));
    const suspicious = { label: 'suspicious', subject: 'address', value: '10.0.5.2' };
    await answer(send(api, 'POST', '/v1/labels', suspicious), 201);
    await upsert(of('evidence', '10.0.5.2', { level: 'medium', last_seen: new Date(now).toISOString() }));
    const { verdict, level, found_level, change, version } = await get('evidence', '10.0.5.2');
    assert.deepEqual([verdict, level, found_level, change, version], ['raised', 'high', 'medium', 'evidence', 3]);
  });

  test('an anomaly that is opened again takes a place of the budget, too', async () => {
    const host = 'again.example';
    const again = ['10.0.7.1', '10.0.7.2'];
    const found = (ip: string): NewFinding => of('anomaly', ip, { host, last_seen: new Date(now).toISOString() });
    assert.deepEqual(await upsert(...again.map(found)), ['created', 'created']);
    now += 24 * 3_600_000;
    for (const ip of again) {
      const path = `/v1/detections/${detectionIdOf(`anomaly|${ip}|${host}`)}`;
      await answer(send(api, 'PATCH', path, { status: 'closed' }, { 'if-match': '*' }), 200);
    }
    now += 60_000;
    assert.deepEqual(await upsert(...again.map(found)), ['reopened', 'reopened']);
    assert.deepEqual(await upsert(found('10.0.7.3')), ['over_budget']);
    now += 24 * 3_600_000;
    assert.deepEqual(await upsert(found('10.0.7.3')), ['created']);
  });

  test('422 hours and explanations that do not fit', async () => {
    const hours: Record<string, number>[] = [{ yesterday: 1 }, { '2026-11-22T14:00:00Z': 0.5 }];
    for (const requests_by_hour of hours) {
      const items = [of('evidence', '10.0.3.1', { requests_by_hour })];
      const refused = await send(api, 'PUT', '/v1/detections', { items }, worker);
      assert.match(await refused.text(), /requests_by_hour/);
      assert.equal(refused.status, 422);
    }
    const feature = explanation(0.8).features[0]!;
    for (const [field, different] of Object.entries({
      percentile: { percentile: 99.9 },
      score: { score: 1.1 },
      baseline: { baseline: -0.1 },
      'features/0/p_value': { features: [{ ...feature, p_value: 2 }] },
    })) {
      const items = [of('anomaly', '10.0.3.1', { explanation: { ...explanation(0.8), ...different } })];
      const { errors } = await answer<{ errors: { location: string }[] }>(
        send(api, 'PUT', '/v1/detections', { items }, worker),
        422,
      );
      assert.equal(errors[0]?.location, `/items/0/explanation/${field}`, JSON.stringify(errors));
    }
  });
});
