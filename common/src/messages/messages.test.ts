import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiMessages, inEnglish, message, messageOf, sentence, type MessageKey } from './messages.js';
import { campaignMessages } from './campaigns.js';
import { decisionMessages } from './models.js';
import { reasonMessages } from './reasons.js';

/** Something for each name of a sentence: text with what could be taken for the sentence itself, and numbers. */
function filled(key: MessageKey): Record<string, string | number> {
  const gaps = apiMessages[key].matchAll(/\{(\w+)(?:, ([^}]+))?\}/g);
  const values = { undefined: 'a (b), c; 4 of 5 answers', number: 12345, 'number, percent': 0.955, duration: 7200 };
  const texts = [...gaps].map(([, name = '', kind]) => [name, values[`${kind}` as keyof typeof values]] as const);
  return Object.fromEntries<string | number>(texts);
}

test('a sentence has what is filled in, shares and times as a person reads them', () => {
  const fleet = sentence('ja4-over-many-addresses', {
    addresses: 240,
    family: 'go',
    share: 0.955,
    userAgent: 'Chrome',
  });
  assert.match(fleet, /^240 addresses .* of go in 24 hours, 95\.5 % of .* here Chrome$/);
  assert.match(sentence('sensor.silent', { time: 91 }), /for 91 seconds:/);
  assert.match(sentence('sensor.lag', { time: 7200 }), /were 2 hours old/);
  assert.match(sentence('sensor.silent', { time: 259_200 }), /for 3 days:/);
});

const stored = { ...reasonMessages, ...decisionMessages, ...campaignMessages };
for (const key of Object.keys(stored) as (keyof typeof stored)[]) {
  test(`the sentence of ${key} is read back`, () => {
    const made = message(key, filled(key));
    assert.deepEqual(messageOf(key.split('.')[0]!, inEnglish(made)), made);
  });
}

test('an anomaly is read back with whatever numbers a feature has', () => {
  const seen = { feature: 'gap_correlation', value: -0.52, usual: 1.2e-7, p: 0.0001, meaning: 'how (p 1): so' };
  const made = message('anomaly.rare', seen);
  assert.deepEqual(messageOf('anomaly', inEnglish(made)), made);
});

test('what no rule says is no message', () => {
  assert.equal(messageOf('request-rate', 'many requests'), undefined);
  assert.equal(messageOf('of-another-release', '12 requests in ten seconds'), undefined);
});

test('text of a client is cut between characters, so that three of them fit into what the API takes', () => {
  const long = `${'x'.repeat(499)}😀${'x'.repeat(8000)}`;
  for (const key of Object.keys(apiMessages) as MessageKey[]) {
    const texts = Object.entries(filled(key)).map(
      ([name, value]) => [name, typeof value === 'string' ? long : value] as const,
    );
    const said = sentence(key, Object.fromEntries<string | number>(texts));
    assert.ok(said.length <= 2000 && said.isWellFormed(), key);
  }
});
