import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  areaUnderCurve,
  averagePrecision,
  precisionAtBudget,
  reachedByPersona,
  thinned,
  thresholdAt,
  topAgreement,
  type JudgedRow,
} from './measures.js';

const row = (persona: string, actor = persona): JudgedRow => ({
  persona,
  isAttack: persona === 'bot',
  actorDay: `2026-11-02 ${actor}`,
});
const rows = [row('bot', 'b1'), row('person', 'p1'), row('bot', 'b2'), row('person', 'p2'), row('person', 'p3')];
const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

test('average precision follows the prevalence that is asked for, not the share of attacks among the rows', () => {
  assert.equal(averagePrecision(rows, [5, 2, 4, 1, 0], 0.01), 1);
  // One benign row of three above the second attack: .5 / (.5 + 1/3 / 1) at even odds.
  close(averagePrecision(rows, [5, 4, 3, 1, 0], 0.5), (1 + 0.5 / (0.5 + 0.5 / 3)) / 2);
  close(averagePrecision(rows, [1, 1, 1, 1, 1], 0.1), 0.1);
});

test('the area under the curve counts pairs in order, equals half', () => {
  close(areaUnderCurve(rows, [5, 4, 3, 1, 0]), 5 / 6);
  close(areaUnderCurve(rows, [1, 1, 1, 1, 1]), 0.5);
});

test('the threshold of a rate reaches at most that share of benign rows', () => {
  assert.equal(thresholdAt(rows, [5, 4, 3, 2, 1], 0), 5);
  assert.equal(thresholdAt(rows, [5, 4, 3, 2, 1], 0.34), 3);
  assert.equal(thresholdAt(rows, [5, 4, 3, 2, 1], 1), 1);
  assert.equal(thresholdAt(rows, [1, 1, 1, 1, 1], 0.5), Infinity);
});

test('reached counts each persona by itself', () => {
  assert.deepEqual(reachedByPersona(rows, [5, 4, 3, 2, 1], 3), { bot: 1, person: 1 / 3 });
});

test('the budget goes to addresses, not to rows, and a group of equals is taken in part', () => {
  const again = [...rows, row('bot', 'b1')];
  // Each of the two attacking addresses stands for three, each of the three others for two.
  const options = { budget: 6, prevalence: 0.5, addresses: 12 };
  assert.equal(precisionAtBudget(again, [5, 1, 4, 0, 0, 5], options), 1);
  close(precisionAtBudget(again, [1, 1, 1, 1, 1, 1], options), 0.5);
});

test('attacks are thinned to their share, evenly', () => {
  const many = [...Array<JudgedRow>(98).fill(row('person')), ...Array<JudgedRow>(20).fill(row('bot'))];
  assert.deepEqual(thinned(many, 0.02).slice(98), [98, 108]);
  assert.equal(thinned(many, 0.5).length, 118);
});

test('agreement is of the highest rows only', () => {
  assert.equal(topAgreement([3, 2, 1, 0], [30, 20, 0, 1], 2), 1);
  assert.equal(topAgreement([3, 2, 1, 0], [0, 1, 2, 3], 2), 0);
});
