import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timesToDetect } from './time-to-detect.js';

test('the median is over all attackers, those never found included', () => {
  const times = [3, -1, Infinity].map((minutes) => ({ persona: 'scanner', minutes }));
  const lost = [Infinity, Infinity].map((minutes) => ({ persona: 'scraper', minutes }));
  assert.deepEqual(timesToDetect([...times, ...lost]), {
    all: { attackers: 5, found: 2, median_minutes: null },
    scanner: { attackers: 3, found: 2, median_minutes: 3 },
    scraper: { attackers: 2, found: 0, median_minutes: null },
  });
});
