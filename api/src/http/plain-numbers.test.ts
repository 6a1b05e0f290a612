import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ValidationService } from '@tsoa/runtime';
import fc from 'fast-check';
import { takePlainNumbers } from './plain-numbers.js';

type Bounds = Parameters<ValidationService['validateFloat']>[4];

it('a number is taken or refused as tsoa does it, and in the same words', () => {
  const service = new ValidationService({}, { noImplicitAdditionalProperties: 'ignore', bodyCoercion: false });
  const told = (value: unknown, isBody: boolean, bounds: Bounds): unknown => {
    const errors = {};
    const taken = service.validateFloat('score', value, errors, isBody, bounds, 'body.');
    // JSON has no negative zero, which tsoa makes the other one.
    return [taken === 0 ? 0 : taken, errors];
  };
  const calls = fc.sample(
    fc.tuple(
      fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom('1', '', 'x', true, null, undefined, [1])),
      fc.boolean(),
      fc.option(
        fc.record({
          minimum: fc.record({ value: fc.constantFrom(-1, 0) }),
          maximum: fc.record({ value: fc.constant(1) }),
        }),
        { nil: undefined },
      ),
    ),
    2000,
  );
  const before = calls.map((call) => told(...call));
  takePlainNumbers();
  assert.deepEqual(
    calls.map((call) => told(...call)),
    before,
  );
});
