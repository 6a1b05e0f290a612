import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { isoTime, openRangeOfCursor, parseTime, rangeInCursor, timeRange } from './time-range.js';

const now = Date.parse('2026-11-22T12:00:00Z');

test('a time is RFC 3339 with any offset, to the microsecond', () => {
  assert.equal(
    isoTime(parseTime('2026-11-22T14:00:00.123456+02:00', 'query.from', now)),
    '2026-11-22T12:00:00.123456Z',
  );
  assert.equal(isoTime(parseTime('2026-11-22T12:00:00Z', 'query.from', now)), '2026-11-22T12:00:00.000000Z');
});

test('a time may be relative to now', () => {
  assert.equal(parseTime('-30m', 'query.from', now), (now - 1_800_000) * 1000);
  assert.equal(parseTime('-7d', 'query.from', now), (now - 7 * 86_400_000) * 1000);
  assert.equal(parseTime('-999999999d', 'query.from', now), 0);
});

test('what is no time is refused by the name of its parameter', () => {
  for (const text of [
    '',
    'yesterday',
    '2026-13-01T00:00:00Z',
    '2026-11-22',
    '2026-02-30T00:00:00Z',
    '24h',
    '-1y',
    '2026-11-22T12:00:00',
  ]) {
    assert.throws(() => parseTime(text, 'query.to', now), { code: 'validation-failed', message: /^query\.to must be/ });
  }
});

test('the range ends now, and an inverted one is refused', () => {
  assert.deepEqual(timeRange({}, now), { from: (now - 86_400_000) * 1000, to: now * 1000 });
  assert.throws(() => timeRange({ from: '-1h', to: '-2h' }, now), { code: 'validation-failed' });
  assert.throws(() => timeRange({ from: '-1h', to: '-1h' }, now), { code: 'validation-failed' });
});

test('a range is in a cursor what it was, open or not; what is none is refused', () => {
  const bounds = { from: fc.option(fc.nat(), { nil: undefined }), to: fc.constantFrom(undefined, 2 ** 31) };
  const range = fc.record(bounds, { noNullPrototype: true });
  fc.assert(fc.property(range, (open) => assert.deepEqual(openRangeOfCursor(...rangeInCursor(open)), open)));
  for (const [from, to] of [
    [2, 1],
    [-1, ''],
    ['', 1e20],
    ['2026', ''],
  ]) {
    assert.throws(() => openRangeOfCursor(from, to), { code: 'bad-request' });
  }
});

test('every microsecond survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), (us) => parseTime(isoTime(us), 'x', now) === us),
  );
});
