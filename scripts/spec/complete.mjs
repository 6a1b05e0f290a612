import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from '../setup/paths.mjs';

const file = join(root, 'openapi.yaml');
const writes = new Set(['post', 'put', 'patch', 'delete']);
const problemJson = 'application/problem+json';

/** What any operation may answer, said once here instead of at each of them. */
function commonProblems(method, operation) {
  const guarded = operation.security?.length
    ? { 401: 'No valid key or session', 403: 'The scope is missing, or the Origin of a page is another site' }
    : {};
  const withBody = operation.requestBody
    ? { 413: 'The body is too large', 415: 'The type or encoding of the body is not accepted' }
    : {};
  const repeatable = isRepeatable(method, operation) ? { 409: 'The Idempotency-Key was used for another request' } : {};
  return {
    400: 'The request cannot be read',
    ...guarded,
    ...repeatable,
    ...withBody,
    422: 'A parameter or the body does not fit, or the query is too heavy',
    429: 'Too many requests',
    503: 'The store or Redis is away',
  };
}

const texts = /^text\/|[-/](nd)?json$/;
const stixBundle = {
  type: 'object',
  required: ['type', 'id', 'objects'],
  properties: {
    type: { type: 'string', enum: ['bundle'] },
    id: { type: 'string', description: '`bundle--` and a UUID, another one for each answer.' },
    objects: {
      type: 'array',
      description:
        'The author first, then of each detection its address, an indicator, what was observed and a sighting.',
      items: {
        type: 'object',
        required: ['type', 'id', 'spec_version'],
        properties: {
          type: { type: 'string' },
          id: { type: 'string' },
          spec_version: { type: 'string', enum: ['2.1'] },
        },
        additionalProperties: true,
      },
    },
  },
};

/** Returns what a stream holds: tsoa takes every one for base64. */
function streamed(type) {
  if (type === 'application/stix+json') return stixBundle;
  return texts.test(type) ? { type: 'string' } : undefined;
}

function csvCell(value) {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
const csvLine = (cells) => `${cells.map(csvCell).join(',')}\r\n`;
/** How an example, which the controllers have as a value, is written where the answer is none of JSON; several are lines. */
const written = {
  'application/x-ndjson': (value) =>
    [value]
      .flat()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  'text/csv': (value) => csvLine(Object.keys(value)) + csvLine(Object.values(value)),
  'text/event-stream': ({ id, data }) => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`,
};

const idempotencyKey = {
  description:
    'Names this write: sent again within 24 hours by the same caller it counts once, and gets the first answer again.',
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/**
 * An answer is kept for its caller, and a session or a sensor's key is made before there is one; for its body, and one that is
 * not JSON is not known before the operation reads it.
 */
const isRepeatable = (method, { security, requestBody }) =>
  writes.has(method) && Boolean(security?.length) && (!requestBody || 'application/json' in requestBody.content);

function complete(method, operation) {
  const parameters = operation.parameters ?? [];
  const isNamed = parameters.some(({ name }) => name === idempotencyKey.name);
  if (isRepeatable(method, operation) && !isNamed) {
    operation.parameters = [...parameters, idempotencyKey];
  }
  for (const [status, description] of Object.entries(commonProblems(method, operation))) {
    operation.responses[status] ??= { description, content: { [problemJson]: { schema: problemSchema } } };
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const [type, body] of Object.entries(response.content ?? {})) {
      if (body.schema?.format === 'byte') body.schema = streamed(type) ?? body.schema;
      if (!written[type]) continue;
      for (const example of Object.values(body.examples ?? {})) example.value = written[type](example.value);
    }
    const json = response.content?.['application/json'];
    if (Number(status) >= 400 && json) response.content = { [problemJson]: json };
  }
}

const problemSchema = { $ref: '#/components/schemas/ProblemDetails' };

/** OpenAPI 3.0 takes `nullable` only beside a type, and tsoa writes none beside a reference. */
function typeReferences(schema, schemas) {
  if (typeof schema !== 'object' || schema === null) return;
  const [reference] = schema.allOf ?? [];
  if (schema.nullable && reference?.$ref) schema.type ??= schemas[reference.$ref.split('/').at(-1)].type;
  Object.values(schema).forEach((inner) => typeReferences(inner, schemas));
}

/**
 * Completes the openapi.yaml that tsoa wrote: what every operation may answer, the type of problems and of what may be null, and
 * the Idempotency-Key of writes, which middleware sees to and no controller does; what is streamed, and its examples.
 */
export function completeSpecification() {
  const specification = parse(readFileSync(file, 'utf8'));
  for (const operations of Object.values(specification.paths)) {
    for (const [method, operation] of Object.entries(operations)) complete(method, operation);
  }
  const { schemas } = specification.components;
  typeReferences(schemas, schemas);
  writeFileSync(file, stringify(specification, { aliasDuplicateObjects: false, lineWidth: 80 }));
  // The API reads this one at each start: to parse the YAML takes it most of a second.
  writeFileSync(join(root, 'api/src/generated/openapi.json'), JSON.stringify(specification));
}
