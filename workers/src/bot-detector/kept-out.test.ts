import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../api-types.js';
import { KeptOut } from './kept-out.js';

const now = Date.parse('2026-11-22T15:00:00Z');
const ja4 = 't13d1516h2_8daaf6152771_d8a2da3f94cd';
const label = (value: string, different = {}) => ({
  ...{ label: 'bot', subject: 'address', value, host: '', updated_at: '2026-11-22T10:00:00.000Z' },
  awaits_second: false,
  ...different,
});
const row = (client_ip: string, host = 'shop.example', of = '') => ({ client_ip, host, ja4: of });

async function keptOut(...labels: object[]): Promise<KeptOut> {
  const client = {
    labels: { list: () => labels },
    detections: { get: () => Promise.resolve({ client_ip: '192.0.2.9', host: 'shop.example' }) },
  } as unknown as Client;
  return KeptOut.read(client, { now: () => now });
}

test('addresses and blocks of both families, and JA4s, are kept out', async () => {
  const labels = await keptOut(label('10.0.0.0/8'), label('2001:db8::7'), label(ja4, { subject: 'ja4' }));
  assert.ok(labels.has(row('10.1.2.3')) && labels.has(row('2001:db8::7')) && labels.has(row('192.0.2.1', 'x', ja4)));
  assert.ok(!labels.has(row('11.1.2.3')) && !labels.has(row('2001:db8::8')));
});

test('what is called legitimate is kept out for seven days, what is called a bot for good', async () => {
  const old = { updated_at: '2026-11-15T10:00:00.000Z' };
  const fresh = await keptOut(label('10.0.0.1', { label: 'legitimate' }));
  const aged = await keptOut(label('10.0.0.1', { label: 'legitimate', ...old }), label('10.0.0.2', old));
  assert.deepEqual(
    [fresh.has(row('10.0.0.1')), aged.has(row('10.0.0.1')), aged.has(row('10.0.0.2'))],
    [true, false, true],
  );
});

test('one that waits for its second person keeps nothing out', async () => {
  const waiting = await keptOut(label('10.0.0.1', { label: 'legitimate', awaits_second: true }));
  assert.ok(!waiting.has(row('10.0.0.1')));
});

test('the label of a host holds there alone, that of a detection for its actor', async () => {
  const labels = await keptOut(label('10.0.0.1', { host: 'a.example' }), label('an id', { subject: 'detection' }));
  assert.deepEqual([labels.has(row('10.0.0.1', 'a.example')), labels.has(row('10.0.0.1', 'b.example'))], [true, false]);
  assert.deepEqual([labels.has(row('192.0.2.9')), labels.has(row('192.0.2.9', 'b.example'))], [true, false]);
});
