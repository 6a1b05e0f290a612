import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClickHouseError } from '@clickhouse/client';
import { QueryTooHeavy, storeError, StoreUnavailable } from './errors.js';

const noSpace =
  'Cannot write to file: /store/tmp_insert/data.bin, errno: 28, strerror: No space left on device: While executing';

const cases: [name: string, code: string, message: string, kind: 'away' | 'heavy' | 'as it is'][] = [
  ['too many parts', '252', 'Too many parts (3000)', 'away'],
  ['a disk without room for a part', '243', 'Cannot reserve 1.00 MiB, not enough space', 'away'],
  ['a table that takes nothing for the moment', '242', 'Table is in readonly mode', 'away'],
  ['a disk that is full', '75', noSpace, 'away'],
  ['a file that no full disk holds', '76', noSpace.replace('write to', 'open'), 'away'],
  ['a directory that no full disk holds', '1001', 'filesystem error: in mkdir: No space left on device', 'away'],
  ['a file that cannot be written for another reason', '75', 'Cannot write to file, errno: 5', 'as it is'],
  ['a value that speaks of a full disk', '469', "Column values: host = 'No space left on device'", 'as it is'],
  ['too little memory for the query', '241', 'Query memory limit exceeded: would use 1.20 GiB', 'heavy'],
  ['too little memory for all queries', '241', '(total) memory limit exceeded: would use 2.20 GiB', 'away'],
];

for (const [name, code, message, kind] of cases) {
  test(`${name} is ${kind}`, () => {
    const error = new ClickHouseError({ code, message });
    const typed = storeError(error);
    if (kind === 'as it is') assert.equal(typed, error);
    else assert.ok(typed instanceof (kind === 'away' ? StoreUnavailable : QueryTooHeavy));
  });
}
