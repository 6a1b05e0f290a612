import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { exampleCampaign } from '../campaigns/campaigns.example.js';
import { exampleDetection } from '../detections/detections.example.js';
import { rootDir } from '../http/pages.js';
import { exampleModel } from '../models/models.example.js';
import { exampleRequest } from '../requests/requests.example.js';
import { send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { QuerySnapshots } from '../testing/query-snapshots.js';
import { exampleWebhook } from '../webhooks/webhooks.example.js';

type Value = string | number | boolean;
interface Schema {
  type?: string;
  enum?: string[];
  items?: Schema;
  example?: Value;
  default?: Value;
  minimum?: number;
  $ref?: string;
}
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  example?: Value;
  schema: Schema;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  security?: Record<string, string[]>[];
}
interface Specification {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Values for parameters whose kind their type does not say. */
const valuesByName: Record<string, string> = {
  id: exampleRequest.id,
  detection_id: exampleDetection.detection_id,
  model_id: exampleDetection.detection_id,
  campaign_id: exampleDetection.detection_id,
  campaign: exampleDetection.detection_id,
  bulk_id: exampleDetection.detection_id,
  webhook_id: exampleWebhook.webhook_id,
  sensor_id: 'web-1',
  address: exampleRequest.client_ip,
  from: '2026-11-22T00:00:00Z',
  to: '2026-11-23T00:00:00Z',
};
const beginning = '0-00000000-0000-0000-0000-000000000000';
/** Streams of what the store holds, and the event after which they begin. */
const firstEvents = { '/v1/requests/stream': `${beginning}-0`, '/v1/detections/stream': beginning };
const afternoon = { now: () => Date.parse('2026-11-22T16:20:00Z') };

describe('what each operation asks the store', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let specification: Specification;
  let bouncer: Record<string, string>;
  let person: Record<string, string>;
  before(async () => {
    api = await startHarness(afternoon);
    specification = (await (await api.call('/openapi.json')).json()) as Specification;
    await insertRequests(api.context.store, [exampleRequest]);
    await api.context.store.insert('test', 'detections', [exampleDetection]);
    const { detection_id: id } = exampleDetection;
    const { artifact_bytes, ...model } = exampleModel;
    await api.context.store.insert('test', 'models', [{ ...model, model_id: id, version: 1 }]);
    await api.context.store.insert('test', 'campaigns', [{ ...exampleCampaign, campaign_id: id }]);
    await api.context.store.insert('test', 'webhooks', [{ ...exampleWebhook, secret: '' }]);
    const time = { received_at: exampleRequest.time, changed_at: exampleRequest.time };
    const batch = { ...time, batch_id: crypto.randomUUID(), kind: 'tls', state: 'correlated', good: 1, version: 1 };
    await api.context.store.insert('test', 'ingest_batches', [{ ...batch, sensor_id: valuesByName.sensor_id }]);
    bouncer = { 'x-api-key': await api.key({ name: 'bouncer', kind: 'bouncer' }) };
    const { headers } = await send(api, 'POST', '/v1/session', { user: 'admin', password: api.password });
    person = { authorization: '', cookie: headers.getSetCookie()[0]!.split(';')[0]! };
  });
  after(() => api.close());

  const resolved = ({ $ref, ...schema }: Schema): Schema =>
    $ref ? (specification.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
  /** Of a parameter that may stand more than once, what each is. */
  const schemaOf = ({ schema }: Parameter): Schema => resolved(resolved(schema).items ?? schema);

  const valueOf = (parameter: Parameter): string => {
    const { example, enum: values, default: usual, minimum, type } = schemaOf(parameter);
    // What is not done unless it is asked for is asked for.
    if (type === 'boolean') return 'true';
    const value = parameter.example ?? example ?? values?.[0] ?? usual ?? minimum ?? valuesByName[parameter.name];
    if (value !== undefined) return String(value);
    if (parameter.name.endsWith('_ip')) return exampleRequest.client_ip;
    return { integer: '10', number: '1' }[type ?? ''] ?? 'x';
  };

  /** A path for each value of an enum in it: what they ask may differ. */
  const pathsOf = (path: string, parameters: readonly Parameter[]): string[] =>
    parameters
      .filter((parameter) => parameter.in === 'path')
      .reduce(
        (paths, parameter) => {
          const values = schemaOf(parameter).enum ?? [valueOf(parameter)];
          const filled = (text: string): string[] =>
            values.map((value) => text.replace(`{${parameter.name}}`, encodeURIComponent(value)));
          return paths.flatMap(filled);
        },
        [path],
      );

  const call = async (path: string, { security }: Operation, parameters: readonly Parameter[]): Promise<void> => {
    const isForKeys = security?.some((way) => 'bearer' in way || 'crowdsec' in way) ?? true;
    const query = parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => `${parameter.name}=${encodeURIComponent(valueOf(parameter))}`);
    for (const filled of pathsOf(path, parameters)) {
      const response = await api.call(`${filled}?${query.join('&')}`, { headers: isForKeys ? bouncer : person });
      const text = await response.text();
      assert.ok([200, 404].includes(response.status), `give parameters of ${path} an example that fits: ${text}`);
    }
  };

  /** Reads the first events of a stream. */
  const follow = async (path: string, lastEventId: string): Promise<void> => {
    const response = await api.call(path, { headers: { 'last-event-id': lastEventId } });
    const reader = response.body!.getReader();
    const { value } = (await reader.read()) as { value: Uint8Array };
    assert.match(new TextDecoder().decode(value), /^id: /m);
    await reader.cancel();
  };

  it('stands in clickhouse/queries', async () => {
    const snapshots = new QuerySnapshots(api.context.store);
    for (const [path, { get }] of Object.entries(specification.paths)) {
      if (!get || get.operationId.endsWith('.stream')) continue;
      const parameters = get.parameters?.filter(({ name }) => name !== 'cursor') ?? [];
      // Once as plain as can be, once with every filter.
      for (const wanted of [parameters.filter(({ required }) => required), parameters]) {
        await snapshots.record(() => call(path, get, wanted));
      }
    }
    for (const [path, lastEventId] of Object.entries(firstEvents)) {
      await snapshots.record(() => follow(path, lastEventId));
    }
    snapshots.save();
    const operations = Object.values(specification.paths).flatMap((methods) => Object.values(methods));
    const names = new Set([...operations.map(({ operationId }) => operationId), ...snapshots.operations]);
    const files = readdirSync(join(rootDir, 'clickhouse/queries')).map((file) => file.replace(/\.sql$/, ''));
    assert.deepEqual(
      files.filter((name) => !names.has(name)),
      [],
      'remove the files of operations that are no more',
    );
  });
});
