import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTimeUs, timeText } from './time.js';

test('times keep their microseconds both ways', () => {
  assert.equal(timeText(1_700_000_000_000_001), '2023-11-14T22:13:20.000001Z');
  assert.equal(parseTimeUs('2023-11-14T22:13:20.000001Z'), 1_700_000_000_000_001);
  assert.equal(parseTimeUs('2023-11-15T00:13:20.0000019+02:00'), 1_700_000_000_000_001);
  assert.equal(parseTimeUs('2023-11-14T22:13:20Z'), 1_700_000_000_000_000);
});

test('impossible times become the nearest possible, and other texts are refused', () => {
  assert.equal(timeText(-5), '1970-01-01T00:00:00.000000Z');
  assert.match(timeText(1e20), /^2255-06-05T/);
  for (const text of ['', '2023-11-14', '2023-13-01T00:00:00Z', '2023-11-14T22:13:20']) {
    assert.throws(() => parseTimeUs(text), /is not an RFC 3339 time/);
  }
});
