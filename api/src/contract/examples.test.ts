import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { exampleDetection } from '../detections/detections.example.js';
import { csvLine } from '../downloads/csv.js';
import { cefOf } from '../exports/cef.js';
import { ecsOf } from '../exports/ecs.js';
import { exampleStix } from '../exports/exports.example.js';
import { ocsfOf } from '../exports/ocsf.js';
import { stixBundle } from '../exports/stix.js';
import { readSpecification } from '../http/specification.js';
import { exampleJob } from '../jobs/jobs.example.js';
import { exampleRequest } from '../requests/requests.example.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';

interface Content {
  content?: Record<string, { examples?: Record<string, { value: unknown }> }>;
}
interface Document {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, Content> }>>;
}

const { paths } = readSpecification() as Document;

/** Returns the example that the specification has of an answer. */
function exampleOf(path: string, type: string): string {
  const value = paths[path]?.get?.responses[200]?.content?.[type]?.examples?.['Example 1']?.value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

describe('examples of what is streamed', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  it('lines of JSON and CSV are as exports write them', async () => {
    for (const [path, record] of [
      ['/v1/requests/export', exampleRequest],
      ['/v1/detections/export', exampleDetection],
    ] as const) {
      assert.equal(exampleOf(path, 'application/x-ndjson'), `${JSON.stringify(record)}\n`);
      const header = await (await api.call(`${path}?format=csv`)).text();
      assert.equal(exampleOf(path, 'text/csv'), header + csvLine(Object.values(record)));
    }
    const features = exampleOf('/v1/features/export', 'application/x-ndjson').split('\n');
    const [first, row] = features.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown[]>);
    assert.deepEqual(Object.keys(first ?? {}), ['feature_version', 'features']);
    assert.equal(first?.features?.length, row?.values?.length);
  });

  it('events are as streams write them, and a stream resumes from their ids', async () => {
    for (const [path, record] of [
      ['/v1/requests/stream', exampleRequest],
      ['/v1/detections/stream', exampleDetection],
      ['/v1/jobs/stream', exampleJob],
    ] as const) {
      const [, id = '', data = ''] = /^id: (.*)\ndata: (.*)\n\n$/.exec(exampleOf(path, 'text/event-stream')) ?? [];
      assert.deepEqual(JSON.parse(data), record);
      const response = await api.call(path, { headers: { 'last-event-id': id } });
      assert.equal(response.status, 200, path);
      await response.body?.cancel();
    }
  });

  it('what other systems read is what the exports make of the detection', async () => {
    // As it is stored: what takes a sentence apart is for who shows it.
    const reasons = exampleDetection.reasons.map(({ message: _message, ...reason }) => reason);
    const detection = { ...exampleDetection, reasons };
    const example = (name: string, type: string): string => exampleOf(`/v1/exports/${name}`, type);
    assert.equal(example('ecs', 'application/x-ndjson'), `${JSON.stringify(ecsOf(detection))}\n`);
    assert.equal(example('ocsf', 'application/x-ndjson'), `${JSON.stringify(ocsfOf(detection))}\n`);
    assert.equal(example('cef', 'text/plain'), cefOf(detection));
    const id = exampleStix.id.replace('bundle--', '');
    const bundle = await text(stixBundle(id, Readable.from([detection])));
    assert.equal(`${example('stix', 'application/stix+json')}\n`, bundle);
  });
});
