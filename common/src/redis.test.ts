import assert from 'node:assert/strict';
import { it } from 'node:test';
import { redisAddress } from './redis.js';

it('gives the path of a UNIX socket, spaces and all', () => {
  assert.equal(redisAddress('unix:///run/my%20redis.sock'), '/run/my redis.sock');
  assert.equal(redisAddress('unix:///run/my redis.sock'), '/run/my redis.sock');
});

it('leaves the URL of a server as it is', () => {
  assert.equal(redisAddress('rediss://user:secret@host:6380/2'), 'rediss://user:secret@host:6380/2');
});
