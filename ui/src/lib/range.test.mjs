import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedRange, describeRange, endsOf } from './range.ts';

const now = new Date('2026-11-28T12:00:00Z');

test('a range is told in words', () => {
  assert.equal(describeRange(undefined, undefined), 'Last 24 hours');
  assert.equal(describeRange('-1h', undefined), 'Last hour');
});

test('a comparison has the length of the range, as much earlier as it says', () => {
  const day = endsOf(undefined, undefined, now);
  assert.deepEqual(comparedRange(day, 'previous'), {
    from: '2026-11-26T12:00:00.000Z',
    to: '2026-11-27T12:00:00.000Z',
  });
  const hour = endsOf('-1h', undefined, now);
  assert.deepEqual(comparedRange(hour, 'previous'), {
    from: '2026-11-28T10:00:00.000Z',
    to: '2026-11-28T11:00:00.000Z',
  });
  assert.deepEqual(comparedRange(hour, 'day'), { from: '2026-11-27T11:00:00.000Z', to: '2026-11-27T12:00:00.000Z' });
  assert.deepEqual(comparedRange(hour, 'week'), { from: '2026-11-21T11:00:00.000Z', to: '2026-11-21T12:00:00.000Z' });
});

test('a range that cannot be read is the default one', () => {
  assert.deepEqual(endsOf('yesterday', 'x', now), endsOf(undefined, undefined, now));
  const own = endsOf('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', now);
  assert.equal(own.to.getTime() - own.from.getTime(), 86_400_000);
});
