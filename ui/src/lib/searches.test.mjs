import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, pathOf, queryOf } from './searches.ts';

test('a saved search gives back the address that it was made from, without the moment', () => {
  const search = new URLSearchParams('status=404&status=!500&host=a+b%26c&id=7&cursor=x&live=true');
  const query = queryOf(search);
  assert.equal(addressOf({ page: 'requests', query }), '/requests?status=404&status=%21500&host=a+b%26c');
  assert.equal(addressOf({ page: 'detections', query: {} }), '/detections');
});

test('one of entities leads to the kind that it was made of: addresses, where it was saved without', () => {
  const query = { type: 'host', value: 'shop*' };
  assert.equal(pathOf({ page: 'entities', query }), '/entities/host');
  assert.equal(addressOf({ page: 'entities', query }), '/entities/host?value=shop*');
  assert.equal(addressOf({ page: 'entities', query: { value: '192.0.2.*' } }), '/entities/ip?value=192.0.2.*');
});
