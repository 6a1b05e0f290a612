import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionError, ProblemError } from '@ja4-platform/sdk';
import fc from 'fast-check';
import { waitMs } from './backoff.js';
import { halves } from './halves.js';
import { verdictOn } from './verdict.js';

test('two halves are the whole, and differ by at most a line', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 50 }), (texts) => {
      const lines = texts.map((text) => `${text.replaceAll('\n', '')}\n`);
      const whole = Buffer.from(lines.join(''));
      const [first, second] = halves(whole);
      assert.deepEqual(Buffer.concat([first.text, second.text]), whole);
      assert.equal(first.lines + second.lines, lines.length);
      assert.ok(first.lines - second.lines <= 1 && first.lines >= second.lines);
      assert.equal(first.text.toString().split('\n').length - 1, first.lines);
    }),
  );
});

test('waits grow to a minute, never together; what the API asks for is honoured, within reason', () => {
  for (const random of [0, 0.5, 0.999]) {
    const steps = [1, 2, 3, 8, 50].map((failures) => waitMs(failures, undefined, random));
    assert.deepEqual(
      steps,
      [500, 1000, 2000, 60_000, 60_000].map((step) => step * (0.5 + random / 2)),
    );
    assert.ok(waitMs(1, 7000, random) >= 7000 && waitMs(1, 7000, random) <= 7700);
    assert.ok(waitMs(1, 1e12, random) <= 16.5 * 60_000);
  }
});

test('every answer has a verdict', () => {
  const verdict = (status: number, code = '') =>
    verdictOn(new ProblemError({ type: '', title: '', status, detail: '', code, request_id: '' }));
  const answers = [400, 401, 403, 409, 413, 415, 429, 500, 503, 302].map((status) => verdict(status));
  assert.deepEqual(answers, [
    'unreadable',
    'refused key',
    'refused key',
    'conflict',
    'too large',
    'misdirected',
    'again',
    'again',
    'again',
    'misdirected',
  ]);
  assert.equal(verdict(422, 'validation-failed'), 'none accepted');
  for (const code of ['query-too-heavy', 'http-422']) assert.equal(verdict(422, code), 'again', code);
  assert.equal(verdictOn(new ConnectionError('No answer')), 'again');
});
