import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { distributedBruteforce } from './distributed-bruteforce.js';

const fleet = { login_fleet_addresses: 160, login_fleet_posts: 480, login_fleet_refused: 474 };
const seen = (context = {}, requests = 3, ja4 = 'script') =>
  distributedBruteforce.evidence(
    featureRow({ requests, ja4, context: { login_posts: 3, login_posts_refused: 3, ...fleet, ...context } }),
  );

test('many addresses that try few logins each, alike and in vain, are one attack', () => {
  assert.equal(
    seen()!.detail,
    'one of 160 addresses with the same handshake that hardly do anything but post logins, of whose 480 login attempts 474 were refused',
  );
});

test('people who share a browser mostly get in, and a reader who mistypes once among attackers is none of them', () => {
  assert.equal(seen({ login_fleet_refused: 90 }), undefined);
  assert.equal(seen({ login_posts: 1, login_posts_refused: 1 }, 30), undefined);
  assert.equal(seen({ login_posts_refused: 0 }), undefined);
});

test('a few addresses, and a handshake that is not known, are no fleet', () => {
  assert.equal(seen({ login_fleet_addresses: 4 }), undefined);
  assert.equal(seen({}, 3, ''), undefined);
});
