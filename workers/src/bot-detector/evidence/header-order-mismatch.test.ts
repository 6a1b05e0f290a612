import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { headerOrderMismatch } from './header-order-mismatch.js';

const seen = (features: Record<string, number>, requests = 40) =>
  headerOrderMismatch.evidence(
    featureRow({ requests, features, context: { header_orders: ['User-Agent,Accept-Encoding,Accept'] } }),
  );

test('headers that are never in the order of the browser come from another program', () => {
  assert.match(
    seen({ header_order_mismatch: 1 })!.detail,
    /\(Mozilla.*\), but like User-Agent,Accept-Encoding,Accept$/,
  );
});

test('one order that is the browser’s clears the client, and what is not known says nothing', () => {
  assert.equal(seen({ header_order_mismatch: 0.8 }), undefined);
  assert.equal(seen({}), undefined);
  assert.equal(seen({ header_order_mismatch: 1 }, 2), undefined);
});
