import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { referencePage, type ApiDocument } from './reference-page.js';

describe('reference page', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  it('shows every operation and type, without scripts, under the strictest policy', async () => {
    const response = await fetch(`${api.address}/docs`);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|script-src/);
    const page = await response.text();
    assert.doesNotMatch(page, /<script|<[^>]*\s(?:style|on\w+)=|(?:src|href)="https?:/);
    const document = (await (await fetch(`${api.address}/openapi.json`)).json()) as ApiDocument;
    for (const methods of Object.values(document.paths)) {
      for (const { operationId } of Object.values(methods))
        assert.ok(page.includes(`id="${operationId}"`), operationId);
    }
    const targets = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(targets.has(target), target);
    const style = await fetch(`${api.address}/docs/reference.css`);
    assert.match(style.headers.get('content-type') ?? '', /^text\/css/);
    for (const page of ['filters', 'blind-sensor']) {
      assert.equal((await fetch(`${api.address}/docs/${page}`)).status, 200);
    }
  });
});

it('whatever stands in the specification is shown as text', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&';
  const page = referencePage({
    info: { title: evil, version: '1', description: evil },
    paths: {
      [`/${evil}`]: {
        get: {
          operationId: evil,
          summary: evil,
          description: evil,
          tags: [evil],
          responses: { 200: { description: evil } },
        },
      },
    },
    components: { schemas: { [evil]: { type: evil, description: evil, enum: [evil] } } },
  });
  assert.ok(!page.includes('<img'));
  assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'));
});
