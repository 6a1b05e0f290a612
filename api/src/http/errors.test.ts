import assert from 'node:assert/strict';
import test from 'node:test';
import { createLogger } from '@ja4-platform/common';
import { ValidateError } from '@tsoa/runtime';
import type { Request, Response } from 'express';
import { problemHandler } from './errors.js';
import type { ProblemDetails } from './problem.js';

function answerTo(error: unknown): ProblemDetails & { headers: Record<string, unknown> } {
  const headers: Record<string, unknown> = {};
  let body = '';
  const response = {
    headersSent: false,
    setHeader: (name: string, value: unknown) => (headers[name] = value),
    status: () => response,
    type: () => response,
    send: (text: string) => (body = text),
  };
  const logger = createLogger('test', 'error');
  logger.level = 'silent';
  problemHandler(logger)(error, { requestId: 'r' } as unknown as Request, response as unknown as Response, () => {
    throw new Error('not answered');
  });
  return { ...(JSON.parse(body) as ProblemDetails), headers };
}

test('what is wrong is named by parameter or pointer, in words', () => {
  const fields = {
    'query.limit': { message: 'max 500' },
    'query.bogus': { message: '"bogus" is an excess property and therefore is not allowed' },
    'body.items.$0.score': { message: 'invalid float number' },
    'body.kind': {
      message: `Could not match the union against any of the items. Issues: [{"body.kind":{"message":"should be one of the following; ['sensor']"}},{"body.kind":{"message":"should be one of the following; ['reader']"}}]`,
    },
    'body.share': {
      message: `Could not match the union against any of the items. Issues: [{"body.share":{"message":"max 1","value":2}},{"body.share":{"message":"should be one of the following; [null]"}}]`,
    },
  };
  const { status, errors } = answerTo(new ValidateError(fields, ''));
  assert.equal(status, 422);
  assert.deepEqual(errors, [
    { location: 'query.limit', message: 'must be at most 500' },
    { location: 'query.bogus', message: 'is not known here' },
    { location: '/items/0/score', message: 'must be a number (float)' },
    { location: '/kind', message: 'must be one of sensor, reader' },
    { location: '/share', message: 'must be at most 1, or null' },
  ]);
});

test('of a long list that is wrong a hundred items are named, and how many more there are', () => {
  const fields = Object.fromEntries(
    Array.from({ length: 5000 }, (_, at) => [`body.values.$${at}`, { message: 'invalid string value' }]),
  );
  const { errors, detail } = answerTo(new ValidateError(fields, ''));
  assert.equal(errors?.length, 100);
  assert.match(detail, /; \/values\/99 must be a valid string value; and 4900 more\.$/);
});

test('nothing of the inside leaves with an unexpected error', () => {
  const answer = answerTo(new Error('SELECT secret FROM api_keys'));
  assert.equal(answer.status, 500);
  assert.doesNotMatch(JSON.stringify(answer), /SELECT|secret|errors\.test/);
});
