import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf, searchOf } from './searches.ts';

test('a saved search gives back the address that it was made from, without the moment', () => {
  const search = new URLSearchParams('status=404&status=!500&host=a+b%26c&id=7&cursor=x&live=true');
  assert.equal(searchOf(queryOf(search)), '?status=404&status=%21500&host=a+b%26c');
  assert.equal(searchOf({}), '');
});
