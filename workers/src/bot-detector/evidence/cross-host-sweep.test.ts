import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { crossHostSweep } from './cross-host-sweep.js';

const seen = (features: Record<string, number>, address_failed: number) =>
  crossHostSweep.evidence(featureRow({ features, context: { address_requests: 200, address_failed } }));

test('one list of paths on many hosts that do not have them is a sweep', () => {
  assert.equal(
    seen({ hosts: 8, shared_paths: 7.5 }, 190)!.detail,
    'the same paths on 8 hosts; 190 of 200 answers were 401, 403, 404 or 429',
  );
});

test('a monitor gets what it asks for, a reader follows links, and one host is no sweep', () => {
  assert.equal(seen({ hosts: 40, shared_paths: 40 }, 0), undefined);
  assert.equal(seen({ hosts: 6, shared_paths: 1.1 }, 120), undefined);
  assert.equal(seen({ hosts: 1 }, 200), undefined);
});
