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

const form = (context: { login_posts?: number; sample_paths?: string[] } = {}, answers = 1 / 120) =>
  loginBruteforce.evidence(
    featureRow({
      requests: 120,
      features: { post_ratio: 1, post_answer_sizes: answers },
      context: { login_posts: 120, sample_paths: ['/wp-login.php'], ...context },
    }),
  );

test('a form that answers each wrong password with the same page is seen by its answers', () => {
  assert.equal(form()!.detail, '120 login attempts in the hour, with answers of 1 sizes in all');
});

test('a monitor of the login, a program that renews its token and answers that differ are not', () => {
  assert.equal(form({ login_posts: 60 }), undefined);
  assert.equal(form({ sample_paths: ['/oauth/token', '/api/session'] }), undefined);
  assert.equal(form({}, 0.5), undefined);
});
