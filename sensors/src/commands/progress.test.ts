import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counters } from '../sentinel/counters.js';
import { progressText } from './progress.js';
import { summaryText } from './summary.js';

const counters = Object.assign(new Counters(), { packets: 1_234_567, hellos: 89 });

test('where the size is known there is a bar and the time left', () => {
  assert.equal(
    progressText('big.pcap', 1000, { bytesRead: 250, counters }, 2000),
    '█████░░░░░░░░░░░░░░░ 25 %  1,234,567 packets, 89 hellos, 6 s left  big.pcap',
  );
});

test('of a pipe there are only counts', () => {
  const text = progressText('-', 0, { bytesRead: 3_400_000, counters }, 2000);
  assert.equal(text, '1,234,567 packets, 89 hellos, 3 MB read');
});

test('the summary adds the files up and names what was given up on', () => {
  assert.equal(summaryText([counters], 0), '89 hellos in 1,234,567 packets; nothing given up on');
  const other = Object.assign(new Counters(), { packets: 3, hellos: 1, malformedPackets: 2, reassembledDatagrams: 1 });
  assert.equal(
    summaryText([counters, other], 1),
    '90 hellos in 1,234,570 packets; given up on: malformed packets 2, unreadable files 1',
  );
});
