import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../setup/paths.mjs';
import { breakingChanges } from './breaking.mjs';

const specification = () => ({
  paths: {
    '/v1/things/{id}': {
      get: {
        operationId: 'things.get',
        parameters: [
          { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
          { in: 'query', name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 500 } },
        ],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
      put: {
        operationId: 'things.put',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewThing' } } },
        },
        responses: { 204: {}, 422: {} },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['name', 'parts'],
        properties: {
          name: { type: 'string' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
        },
      },
      NewThing: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', maxLength: 10 }, kind: { type: 'string', enum: ['a', 'b'] } },
      },
    },
  },
});

const operation = (method) => (s) => s.paths['/v1/things/{id}'][method];
const schema = (name) => (s) => s.components.schemas[name];
const changed = (part, change) => {
  const after = specification();
  change(part(after));
  return breakingChanges(specification(), after);
};

test('the same specification breaks nobody, and neither does the real one', () => {
  assert.deepEqual(breakingChanges(specification(), specification()), []);
  const real = parse(readFileSync(join(root, 'openapi.yaml'), 'utf8'));
  assert.deepEqual(breakingChanges(real, real), []);
});

test('what is only added breaks nobody', () => {
  const added = [
    [operation('get'), (o) => o.parameters.push({ in: 'query', name: 'x', required: false, schema: {} })],
    [operation('get'), (o) => (o.responses[404] = {})],
    [operation('put'), (o) => delete o.responses[422]],
    [schema('Thing'), (o) => (o.properties.size = { type: 'integer' })],
    [schema('NewThing'), (o) => (o.properties.size = { type: 'integer' })],
    [schema('NewThing'), (o) => o.properties.kind.enum.push('c')],
    [operation('get'), (o) => (o.parameters[1].schema.maximum = 1000)],
    [operation('get'), (o) => (o.parameters[1].schema = { type: 'array', items: { type: 'string' } })],
  ];
  for (const [part, change] of added) assert.deepEqual(changed(part, change), [], String(change));
});

test('what is taken from callers is named', () => {
  const taken = [
    [(s) => s.paths, (o) => delete o['/v1/things/{id}'], /GET \/v1\/things\/\{id\} is gone/],
    [operation('get'), (o) => (o.operationId = 'things.read'), /no longer things\.get/],
    [operation('get'), (o) => o.parameters.pop(), /no longer takes query limit/],
    [operation('get'), (o) => (o.parameters[1].required = true), /demands query limit/],
    [operation('get'), (o) => (o.parameters[1].schema.maximum = 100), /query limit has maximum 100/],
    [operation('get'), (o) => o.parameters.push({ in: 'query', name: 'x', required: true }), /demands query x, which/],
    [operation('get'), (o) => delete o.responses[200], /no longer answers 200/],
    [schema('Thing'), (o) => delete o.properties.name, /answer\.name is gone/],
    [schema('Thing'), (o) => (o.required = ['parts']), /answer\.name may be absent/],
    [schema('Thing'), (o) => (o.properties.name.nullable = true), /answer\.name may be null/],
    [schema('Thing'), (o) => (o.properties.name.type = 'integer'), /answer\.name is integer/],
    [schema('NewThing'), (o) => o.required.push('kind'), /body\.kind is demanded/],
    [schema('NewThing'), (o) => o.properties.kind.enum.pop(), /body\.kind no longer takes b/],
    [schema('NewThing'), (o) => (o.properties.name.maxLength = 5), /body\.name has maxLength 5/],
  ];
  for (const [part, change, sentence] of taken) {
    const changes = changed(part, change);
    assert.ok(
      changes.some((text) => sentence.test(text)),
      `${String(change)}: ${changes.join('; ')}`,
    );
  }
});
