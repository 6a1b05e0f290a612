import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unreplicated } from './staging.js';

const shape = `PARTITION BY toYYYYMMDD(hour) ORDER BY (hour, host) TTL hour + toIntervalDay(30) SETTINGS index_granularity = 256`;

test('a replicated engine loses its place in Keeper, and nothing else', () => {
  const place = `'/clickhouse/tables/{uuid}/{shard}', '{replica}'`;
  for (const [engine, expected] of [
    [`ReplicatedAggregatingMergeTree(${place})`, 'AggregatingMergeTree()'],
    [`ReplicatedReplacingMergeTree(${place}, version)`, 'ReplacingMergeTree(version)'],
    ['AggregatingMergeTree', 'AggregatingMergeTree'],
  ]) {
    assert.equal(unreplicated(`${engine} ${shape}`), `${expected} ${shape}`);
  }
});
