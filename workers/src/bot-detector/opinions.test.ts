import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '@ja4-platform/sdk';
import type { Client, NewFinding } from '../api-types.js';
import { ja4s } from '../testing/feature-row.js';
import { Opinions } from './opinions.js';

const now = Date.parse('2026-11-22T15:00:00Z');
const days = (count: number): string => new Date(now - count * 86_400_000).toISOString();
const reason = { key: 'anomaly', severity: 'medium', detail: '', feature: 'requests', value: 3, expected: 1 } as const;
const finding = (different: Partial<NewFinding> = {}): NewFinding => ({
  ...{
    key: 'anomaly|192.0.2.1|shop.example',
    kind: 'anomaly',
    client_ip: '192.0.2.1',
    ja4: ja4s.go,
    host: 'shop.example',
  },
  ...{ first_seen: days(0), last_seen: days(0), requests: 40, score: 0.75, level: 'medium', model_id: null },
  ...{ reasons: [reason], ...different },
});
const label = (different = {}) => ({
  ...{ label_id: 'one', label: 'legitimate', subject: 'detection', value: 'known', host: '' },
  ...{ updated_at: days(0), awaits_second: false, ...different },
});

async function opinions(...labels: object[]): Promise<Opinions> {
  const gone = new ProblemError({ type: 'not-found', title: 'Gone', status: 404 } as never);
  const client = {
    labels: { list: () => labels },
    detections: {
      get: ({ detection_id }: { detection_id: string }) =>
        detection_id === 'known' ? Promise.resolve(finding()) : Promise.reject(gone),
      list: () => ({ page: () => Promise.resolve({ items: [finding()] }) }),
    },
  } as unknown as Client;
  const read = new Opinions(client);
  await read.refresh(now);
  return read;
}
const scoreAfter = async (...labels: object[]): Promise<number> =>
  Number((await opinions(...labels)).adjusted(finding()).score.toFixed(3));

test('a fresh label moves what is like it by its odds, up or down', async () => {
  assert.equal(await scoreAfter(label()), 0.5);
  assert.equal(await scoreAfter(label({ label: 'bot' })), 0.9);
  assert.equal(await scoreAfter(label({ label: 'suspicious' })), 0.839);
  assert.equal(await scoreAfter(label({ subject: 'address', value: '192.0.2.1' })), 0.5);
});

test('it fades: half after a week, nothing after four', async () => {
  assert.equal(await scoreAfter(label({ updated_at: days(7) })), 0.634);
  assert.equal(await scoreAfter(label({ updated_at: days(29) })), 0.75);
});

test('many labels that agree move no further than three, and those that do not meet in the middle', async () => {
  const many = Array.from({ length: 40 }, (_, at) => label({ label_id: String(at), label: 'bot' }));
  assert.equal(await scoreAfter(...many), 0.988);
  assert.equal(await scoreAfter(label(), label({ label_id: 'two', label: 'bot' })), 0.75);
});

test('another handshake, host or first reason is not like it, and a level never moves', async () => {
  const read = await opinions(label());
  for (const other of [
    { ja4: ja4s.openssl },
    { host: 'api.example' },
    { reasons: [{ ...reason, feature: 'hosts' }] },
  ]) {
    assert.equal(read.adjusted(finding(other)).score, 0.75);
  }
  assert.equal(read.adjusted(finding()).level, 'medium');
});

test('labels that wait for a second person, of a JA4, of a block or of an erased detection move nothing', async () => {
  const silent = [
    { awaits_second: true },
    { subject: 'ja4', value: ja4s.go },
    { subject: 'address', value: '10.0.0.0/8' },
  ];
  for (const each of [...silent, { value: 'erased' }]) assert.equal(await scoreAfter(label(each)), 0.75);
});

test('a score of one can still be moved', async () => {
  assert.ok((await opinions(label())).adjusted(finding({ score: 1 })).score < 1);
});
