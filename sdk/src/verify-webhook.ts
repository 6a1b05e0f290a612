/** What is needed to check that a delivery came from the platform. */
export interface WebhookVerification {
  /** The body as it arrived, byte for byte: not parsed and written again. */
  readonly payload: string | Uint8Array<ArrayBuffer>;
  /** The header `Ja4-Signature`: `t=<seconds since 1970>,v1=<hex>`, one `v1` for each secret in force. */
  readonly signature: string | null | undefined;
  /** The secret of the webhook (`whsec_...`), or several while it is being rotated. */
  readonly secret: string | readonly string[];
  /** How old, or how far in the future, a signature may be. 300 seconds when absent. */
  readonly toleranceSeconds?: number | undefined;
  /** Milliseconds since 1970 UTC; the clock when absent. */
  readonly now?: number | undefined;
}

/** A delivery that did not come from the platform, or came too late. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/**
 * Returns the body of a webhook's delivery, parsed, when its signature is right: HMAC-SHA256 with the secret over
 * `<t>.<body>`. Works wherever there is WebCrypto.
 *
 * @throws WebhookVerificationError when the signature is missing, malformed, wrong or too old
 */
export async function verifyWebhook<Body = unknown>(delivery: WebhookVerification): Promise<Body> {
  const { payload, signature, secret, toleranceSeconds = 300, now = Date.now() } = delivery;
  const { time, signatures } = parsed(signature);
  if (Math.abs(now / 1000 - Number(time)) > toleranceSeconds) {
    throw new WebhookVerificationError(`The signature is of another time: ${time}.`);
  }
  const encoder = new TextEncoder();
  const body = typeof payload === 'string' ? encoder.encode(payload) : payload;
  const signed = new Uint8Array([...encoder.encode(`${time}.`), ...body]);
  for (const each of typeof secret === 'string' ? [secret] : secret) {
    const usage = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', encoder.encode(each), usage, false, ['verify']);
    for (const bytes of signatures) {
      // WebCrypto compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, bytes, signed))
        return JSON.parse(new TextDecoder().decode(body)) as Body;
    }
  }
  throw new WebhookVerificationError('The signature was not made with this secret.');
}

function parsed(header: string | null | undefined): { time: string; signatures: Uint8Array<ArrayBuffer>[] } {
  if (!header) throw new WebhookVerificationError('The header Ja4-Signature is missing.');
  const parts = header.split(',').map((part) => part.trim());
  const time = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2);
  const signatures = parts.filter((part) => /^v1=[0-9a-f]{64}$/.test(part)).map((part) => bytesOf(part.slice(3)));
  if (time === undefined || signatures.length === 0) {
    throw new WebhookVerificationError('The header Ja4-Signature must be t=<seconds>,v1=<hex>.');
  }
  return { time, signatures };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
