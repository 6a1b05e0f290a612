import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.js';

const now = 1_795_359_900_000;
const time = now / 1000;
const hmac = (secret: string, body: string, at = time): string =>
  createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
const signed = (secret: string, body: string, at = time): string => `t=${at},v1=${hmac(secret, body, at)}`;

test('a delivery that was signed is returned, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.string({ minLength: 1 }), async (value, secret) => {
      const payload = JSON.stringify(value);
      const expected = JSON.parse(payload) as unknown;
      assert.deepEqual(await verifyWebhook({ payload, signature: signed(secret, payload), secret, now }), expected);
      const bytes = new TextEncoder().encode(payload);
      assert.deepEqual(
        await verifyWebhook({ payload: bytes, signature: signed(secret, payload), secret, now }),
        expected,
      );
    }),
  );
});

test('while a secret is rotated either fits', async () => {
  const signature = `t=${time},v1=${hmac('new', '{}')},v1=${hmac('old', '{}')}`;
  for (const secret of ['new', 'old', ['other', 'old']]) {
    assert.deepEqual(await verifyWebhook({ payload: '{}', signature, secret, now }), {});
  }
});

test('what was not signed so is refused', async () => {
  const good = signed('secret', '{}');
  const wrong: [signature: string | undefined, payload: string, reason: RegExp][] = [
    [undefined, '{}', /missing/],
    ['', '{}', /missing/],
    ['v1=00', '{}', /must be/],
    [`t=${time}`, '{}', /must be/],
    [good, '{"a":1}', /not made with/],
    [signed('other', '{}'), '{}', /not made with/],
    [good.replace(`t=${time}`, `t=${time + 1}`), '{}', /not made with/],
    [signed('secret', '{}', time - 301), '{}', /another time/],
    [signed('secret', '{}', time + 301), '{}', /another time/],
  ];
  for (const [signature, payload, reason] of wrong) {
    await assert.rejects(
      verifyWebhook({ payload, signature, secret: 'secret', now }),
      (error) => error instanceof WebhookVerificationError && reason.test(error.message),
    );
  }
  await fc.assert(
    fc.asyncProperty(fc.string(), async (signature) => {
      await assert.rejects(
        verifyWebhook({ payload: '{}', signature, secret: 'secret', now }),
        WebhookVerificationError,
      );
    }),
  );
});
