import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { routes } from './operations.js';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }>;
}
interface Specification {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

const file = new URL('../../openapi.yaml', import.meta.url);
const specification = parse(readFileSync(file, 'utf8')) as Specification;

function kindOf(method: string, operation: Operation): string {
  const content = operation.responses['200']?.content;
  if (content?.['text/event-stream'] ?? operation.operationId.endsWith('.stream')) return 'stream';
  if (content && !content['application/json']) return 'download';
  const name = content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
  const isList = method === 'get' && specification.components.schemas[name]?.properties?.next_cursor !== undefined;
  return isList ? 'list' : method;
}

test('there is one method for each operation of openapi.yaml, called as it says', () => {
  const expected = Object.entries(specification.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [
      operation.operationId,
      `${kindOf(method, operation)} ${path}`,
    ]),
  );
  assert.deepEqual(routes, Object.fromEntries(expected));
});
