import assert from 'node:assert/strict';
import test from 'node:test';
import { Specification, type Schema } from './specification.js';

const specification = new Specification();

/** Returns where a schema has a whole number without bounds. */
function unbounded(raw: Schema, at: string): string[] {
  const schema = specification.resolve(raw);
  const { type, minimum, maximum, properties = {}, items, anyOf = [], additionalProperties } = schema;
  if (type === 'integer') return minimum === undefined || maximum === undefined ? [at] : [];
  const inner = Object.entries(properties).flatMap(([name, property]) => unbounded(property, `${at}/${name}`));
  const others = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...inner, ...[...(items ? [items] : []), ...anyOf, ...others].flatMap((each) => unbounded(each, at))];
}

test('a whole number in a body has bounds: the store takes what is beyond 64 bits for another one', () => {
  const found = specification.operations.flatMap(({ id, body }) => (body ? unbounded(body.schema, id) : []));
  assert.deepEqual(found, []);
});
