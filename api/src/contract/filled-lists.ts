import { createHash } from 'node:crypto';
import { exampleCampaign, exampleMember } from '../campaigns/campaigns.example.js';
import type { CampaignPage } from '../campaigns/campaigns.types.js';
import { detectionIdOf } from '../detections/finding.js';
import type { Model } from '../models/models.types.js';
import { heartbeat } from '../sensors/testing.js';
import { bearer } from '../testing/calls.js';
import { finding } from '../testing/findings.js';
import type { Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { hellos, traffic } from '../testing/traffic.js';
import type { WebhookWithSecret } from '../webhooks/webhooks.types.js';
import { exampleDelivery } from '../webhooks/webhooks.example.js';

const two = ['1', '2'] as const;
const address = (digit: string): string => `203.0.113.7${digit}`;

/** Two addresses that guess passwords on two hosts, say Chrome and shake hands as Go and as curl. */
const guesses = two.flatMap((host) =>
  two.flatMap((digit) =>
    Array.from({ length: 12 }, (_, index) => ({
      ...traffic.find(({ client_ip }) => client_ip === '203.0.113.66')!,
      ...{ time: `2026-11-22T14:${10 + index}:00.000000Z`, host: `${host}.example`, tls_sni: `${host}.example` },
      ...{ client_ip: address(digit), src_ip: address(digit), ja4: index % 2 ? hellos.go : hellos.curl },
      ...{ method: 'POST', path: '/login', status: 401 },
    })),
  ),
);

/**
 * Puts two items or more into every list.
 *
 * @returns values for the parameters that some lists need
 */
export async function fillLists(api: Harness): Promise<Readonly<Record<string, string>>> {
  await fillTraffic(api);
  const calls = new JsonCalls(api);
  const worker = await calls.as('worker');
  const made = async <T>(path: string, bodyOf: (digit: string) => object, headers = {}): Promise<T> => {
    await calls.ok(201, 'POST', `/v1/${path}`, bodyOf('1'), headers);
    return calls.ok<T>(201, 'POST', `/v1/${path}`, bodyOf('2'), headers);
  };
  await made('users', (digit) => ({ login: `user-${digit}`, role: 'viewer' }));
  await made('sensor-tokens', (digit) => ({ sensor_id: `web-${digit}` }));
  await made('searches', (digit) => ({ name: digit, page: 'requests', query: {} }));
  await made('rules', (digit) => ({ kind: 'allow', field: 'address', value: `192.0.2.${digit}` }));
  await made('labels', (digit) => ({ label: 'bot', subject: 'address', value: `192.0.2.${digit}` }));
  await made('decisions', (digit) => ({ value: `198.51.100.${digit}`, reason: 'test' }));
  const hook = { url: 'https://soar.example/hook', events: ['decision.added'] };
  const { webhook_id } = await made<WebhookWithSecret>('webhooks', (name) => ({ name, ...hook }));
  const trained = { trained_from: '2026-11-15T00:00:00Z', trained_to: '2026-11-22T00:00:00Z', rows: 10, seed: 7 };
  const { model_id } = await made<Model>(
    'models',
    (artifact) => ({
      ...{ algorithm: 'isolation-forest', feature_version: 1, features: ['requests'], ...trained },
      ...{ parameters: {}, metrics: {}, thresholds: {}, artifact },
      checksum: createHash('sha256').update(artifact).digest('hex'),
    }),
    worker,
  );
  const window = { window_from: '2026-11-22T13:00:00Z', window_to: '2026-11-22T14:00:00Z' };
  const drift = { ...window, scope: '', method: 'psi', value: 0.1, threshold: 0.2, rows: 10 };
  await made(`models/${model_id}/drift`, (feature) => ({ items: [{ ...drift, feature }] }), worker);
  await made('scores', (digit) => ({ model_id, items: scoresOf(address(digit)) }), worker);
  for (const ja4 of [hellos.go, hellos.curl]) {
    await calls.ok(200, 'PUT', `/v1/fingerprints/${ja4}/client`, { client: 'a tool', category: 'tool' });
  }
  const deliveries = two.map(() => ({ ...exampleDelivery, webhook_id, delivery_id: crypto.randomUUID() }));
  await api.context.store.insert('test', 'webhook_deliveries', deliveries);
  for (const sensor_id of two) {
    const key = bearer(await api.key({ name: sensor_id, kind: 'sensor', sensor_id }));
    await calls.ok(200, 'POST', '/v1/sensors/heartbeat', heartbeat(api.context.clock.now()), key);
    await api.context.queues.detection.add('retrain', {});
  }
  return { type: 'ip', attribute: 'ip', of: 'ja4', webhook_id, model_id, ...(await fillFindings(calls, worker)) };
}

async function fillTraffic({ context: { store } }: Harness): Promise<void> {
  const guessed = guesses.map((request, index) => loggedRequest(1000 + index, request));
  await insertRequests(store, [...traffic, ...guessed]);
  const handshakes = two.flatMap((digit) =>
    Array.from({ length: 100 }, (_, seq) => ({
      ...{ time: '2026-11-22 14:05:00', batch_id: crypto.randomUUID(), seq, transport: 't', hello_index: 1 },
      ...{ src_ip: `192.0.2.${digit}`, src_port: seq, dst_ip: '192.0.2.10', dst_port: 443 },
      ...{ source: 'wire', ja4: hellos.go, tls_sni: '1.example' },
    })),
  );
  await store.insert('test', 'handshakes', handshakes);
}

/** Two hours of an address that are anomalous. */
const scoresOf = (client_ip: string): object[] =>
  two.map((digit) => ({
    ...{ client_ip, ja4: '', host: '1.example', requests: 5, score: 0.9, percentile: 0.999, contributions: [] },
    hour: `2026-11-22T1${digit}:00:00Z`,
  }));

/** Detections and campaigns of two versions each. */
async function fillFindings(calls: JsonCalls, worker: Record<string, string>): Promise<Record<string, string>> {
  const { name, score, level, evidence } = exampleCampaign;
  const detection_id = detectionIdOf('1');
  const put = (path: string, items: object[]): Promise<unknown> =>
    calls.ok(200, 'PUT', `/v1/${path}`, { items }, worker);
  for (const requests of [1, 2]) {
    const found = two.map((key) => finding(key, { client_ip: address(key), requests }));
    await put('detections', found);
    const change = { comment: String(requests) };
    await calls.ok(201, 'POST', '/v1/detection-bulks', { ids: [detection_id], change });
    const members = two.map((digit) => ({ ...exampleMember, client_ip: address(digit), requests }));
    const campaigns = two.map((key) => ({ key, name, score, level, evidence, members }));
    await put('campaigns', campaigns);
  }
  const { items } = await calls.ok<CampaignPage>(200, 'GET', '/v1/campaigns');
  return { detection_id, campaign_id: items[0]!.campaign_id };
}
