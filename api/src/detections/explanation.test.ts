import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { features } from '@ja4-platform/common';
import type { LoggedRequest } from '../requests/requests.types.js';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { exampleDetection } from './detections.example.js';
import type { Finding } from './detections.types.js';
import type { Explanation } from './explanation.types.js';
import { detectionIdOf } from './finding.js';

const host = 'explained.example';
const hour = '2026-11-22T14:00:00Z';

describe('the explanation of a detection', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => Date.parse('2026-11-22T15:05:00Z') });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
  });
  after(() => api.close());

  const open = async (key: string, different: Partial<Finding> = {}): Promise<void> => {
    const { kind, ja4, requests, score, level, model_id, reasons } = exampleDetection;
    const seen = { first_seen: '2026-11-22T14:03:00Z', last_seen: '2026-11-22T14:04:00Z' };
    const usual = { kind, client_ip: '203.0.113.7', ja4, host, ...seen, requests, score, level, model_id, reasons };
    await answer(send(api, 'PUT', '/v1/detections', { items: [{ key, ...usual, ...different }] }, worker), 200);
  };
  const explain = (key: string): Promise<Explanation> =>
    answer(api.call(`/v1/detections/${detectionIdOf(key)}/explanation`), 200);

  test('200: without any traffic left, the stored reasons remain', async () => {
    await open('gone', { client_ip: '192.0.2.99' });
    const { reasons, features: rows, hour: at, score, population_rows } = await explain('gone');
    assert.equal(reasons[0]?.page, '/docs/reasons/sensitive-path-scanning');
    assert.equal((await fetch(api.address + reasons[0].page)).status, 200);
    assert.deepEqual([rows, at, score, population_rows], [[], null, null, 0]);
  });

  test('200: each feature beside what is usual on the host in that hour', async () => {
    const request = (client_ip: string, index: number, status: number): LoggedRequest =>
      loggedRequest(index, {
        batch_id: crypto.randomUUID(),
        time: `2026-11-22T14:${String(index % 60).padStart(2, '0')}:00.000000Z`,
        ...{ src_ip: client_ip, client_ip, host, status },
      });
    const usual = Array.from({ length: 9 }, (_, client) =>
      Array.from({ length: 4 }, (__, index) => request(`198.51.100.${client}`, index, 200)),
    );
    const scanner = Array.from({ length: 40 }, (_, index) => request('203.0.113.7', index, index % 10 ? 404 : 200));
    await insertRequests(api.context.store, [...usual.flat(), ...scanner]);
    await open('scanner');
    const explanation = await explain('scanner');
    assert.deepEqual([explanation.hour, explanation.population_rows, explanation.score], [hour, 10, null]);
    assert.equal(explanation.features.length, features.length);
    const notFound = explanation.features.find(({ name }) => name === 'not_found_ratio');
    assert.deepEqual(
      [notFound?.value, notFound?.median, notFound?.below, notFound?.contribution, notFound?.direction],
      [0.9, 0, 0.9, null, 1],
    );
    const unknown = explanation.features.find(({ name }) => name === 'syn_to_clienthello');
    assert.deepEqual([unknown?.below === null, unknown?.value], [unknown?.value === null, unknown?.value]);
  });

  test('200: with a score, what added most stands first', async () => {
    const model_id = crypto.randomUUID();
    const { ja4 } = await explain('scanner');
    const contributions = [
      { feature: 'requests', value: 1.6, contribution: 0.02 },
      { feature: 'not_found_ratio', value: 0.9, contribution: 0.3 },
    ];
    const item = {
      hour,
      client_ip: '203.0.113.7',
      ja4,
      host,
      requests: 40,
      score: 0.8,
      percentile: 0.99,
      contributions,
    };
    await answer(send(api, 'POST', '/v1/scores', { model_id, items: [item] }, worker), 201);
    const explanation = await explain('scanner');
    assert.deepEqual(
      [explanation.score, explanation.percentile, explanation.model_id, explanation.hour],
      [0.8, 0.99, model_id, hour],
    );
    assert.deepEqual(
      explanation.features.slice(0, 3).map(({ name, contribution }) => [name, contribution]),
      [
        ['not_found_ratio', 0.3],
        ['requests', 0.02],
        ['peak_minute', 0],
      ],
    );
  });

  test('200: a scored row that is not kept any more is told by its score, beside the rows that are', async () => {
    const ja4 = 't13d1516h2_000000000000_000000000000';
    const contributions = [{ feature: 'requests', value: 2.5, contribution: 0.1 }];
    const scored = { hour, client_ip: '203.0.113.8', ja4, host, requests: 300, score: 0.7, percentile: 0.9 };
    const item = { ...scored, contributions };
    await answer(send(api, 'POST', '/v1/scores', { model_id: crypto.randomUUID(), items: [item] }, worker), 201);
    await open('forgotten', { client_ip: scored.client_ip, ja4 });
    const explanation = await explain('forgotten');
    assert.deepEqual([explanation.hour, explanation.ja4, explanation.population_rows], [hour, ja4, 10]);
    const [first, second] = explanation.features;
    assert.deepEqual([first?.name, first?.value, first?.below], ['requests', 2.5, null]);
    assert.deepEqual([first?.median === null, second?.value], [false, null]);
  });

  test('200: of more than a thousand rows of the host a thousand are what it is compared with', async () => {
    const crowd = Array.from({ length: 1100 }, (_, client) =>
      loggedRequest(client, {
        batch_id: crypto.randomUUID(),
        time: '2026-11-22T14:30:00.000000Z',
        ...{ client_ip: `10.0.${client >> 8}.${client & 255}`, host: 'crowded.example', status: 200 },
      }),
    );
    await insertRequests(api.context.store, crowd);
    await open('one of many', { client_ip: '10.0.0.1', host: 'crowded.example', ja4: crowd[0]!.ja4! });
    const { population_rows, features: rows } = await explain('one of many');
    assert.equal(population_rows, 1000);
    assert.deepEqual(rows.find(({ name }) => name === 'not_found_ratio')?.median, 0);
  });
});
