import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Specification } from '../contract/specification.js';
import { joinStatement } from './join.sql.js';

test('the specification has the reasons of orphans that the join writes, and no other', () => {
  const form = { onlyMissing: false, withNetworks: false, areCrowded: false, isSlice: false };
  const statement = joinStatement('database', { epoch: 1, holder: 'holder' }, form);
  const [, branches] = /multiIf\((matched.*?'\w+')\)/s.exec(statement)!;
  const written = [...branches!.matchAll(/'(\w*)'/g)].map(([, reason]) => reason);
  const { enum: specified } = new Specification().resolve({ $ref: '#/components/schemas/OrphanReason' });
  assert.deepEqual(specified?.toSorted(), written.toSorted());
});
