import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { loginBruteforce } from './login-bruteforce.js';

test('many login attempts that are nearly all refused are brute force', () => {
  const context = { login_posts: 40, login_posts_refused: 38 };
  const seen = loginBruteforce.evidence(featureRow({ requests: 50, context }));
  assert.equal(seen!.detail, '38 of 40 login attempts were refused (401, 403 or 429)');
  assert.equal(seen!.value, 0.8);
});

test('an office that logs in and sometimes mistypes is not', () => {
  const context = { login_posts: 60, login_posts_refused: 12 };
  assert.equal(loginBruteforce.evidence(featureRow({ requests: 500, context })), undefined);
});

test('a person who forgot the password is not', () => {
  const context = { login_posts: 6, login_posts_refused: 6 };
  assert.equal(loginBruteforce.evidence(featureRow({ context })), undefined);
});
