import assert from 'node:assert/strict';
import { it } from 'node:test';
import { queuePrefix } from './queues.js';

it('keeps all keys of a queue in one slot of a Redis Cluster, and two databases apart', () => {
  assert.match(queuePrefix('a'), /^\{[^{}]+\}$/);
  assert.notEqual(queuePrefix('a'), queuePrefix('b'));
});
