import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Problem } from '../http/problem.js';
import { Conditions } from '../store/conditions.js';
import {
  addressOperand,
  flagOperand,
  headerOperand,
  numberOperand,
  textOperand,
  textsOperand,
  timeOperand,
} from './operands.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const operands = {
  text: textOperand,
  texts: textsOperand,
  header: headerOperand,
  flag: flagOperand,
  number: numberOperand,
  time: timeOperand(now),
  address: addressOperand,
};
const where = (kind: keyof typeof operands, ...values: string[]): [string, unknown[]] => {
  const conditions = new Conditions().filter('x', values, operands[kind]);
  return [conditions.where, Object.values(conditions.params)];
};

test('each form of a value becomes its SQL, and the value a parameter', () => {
  assert.deepEqual(where('text', 'a'), ['WHERE t.x = {x__0:String}', ['a']]);
  assert.deepEqual(where('text', 'a*'), ['WHERE startsWith(t.x, {x__0:String})', ['a']]);
  assert.deepEqual(where('text', '~a+'), [
    "WHERE (match('', {x__0:String}) < 2 AND match(t.x, {x__0:String}))",
    ['a+'],
  ]);
  assert.deepEqual(where('text', '=~a*'), ['WHERE t.x = {x__0:String}', ['~a*']]);
  assert.deepEqual(where('text', 'null'), ['WHERE isNull(t.x)', []]);
  assert.deepEqual(where('number', '4..5'), ['WHERE (t.x >= {x__0:Int64} AND t.x <= {x__1:Int64})', [4, 5]]);
  assert.deepEqual(where('number', '-1.5..'), ['WHERE t.x >= {x__0:Float64}', [-1.5]]);
  assert.deepEqual(where('flag', 'false'), ['WHERE t.x = {x__0:Bool}', [false]]);
  assert.deepEqual(where('time', '..-1h'), [
    "WHERE t.x < fromUnixTimestamp64Micro({x__0:Int64}, 'UTC')",
    [(now - 3_600_000) * 1000],
  ]);
  assert.deepEqual(where('header', 'X-A: b*'), [
    'WHERE arrayExists(h -> lower(h.1) = {x__0:String} AND startsWith(h.2, {x__1:String}), t.x)',
    ['x-a', 'b'],
  ]);
});

test('any of the values, none of those with !, and what is not known stays', () => {
  assert.deepEqual(where('text', 'a', '!b', 'c'), [
    'WHERE NOT ifNull(t.x = {x__1:String}, false) AND (t.x = {x__0:String} OR t.x = {x__2:String})',
    ['a', 'b', 'c'],
  ]);
  assert.deepEqual(where('text', '!null')[0], 'WHERE NOT ifNull(isNull(t.x), false)');
});

test('what does not fit is refused by the name of its parameter', () => {
  const wrong: [keyof typeof operands, string][] = [
    ['number', 'x'],
    ['number', ''],
    ['number', '..'],
    ['number', '1..2..x'],
    ['number', '1e9'],
    ['number', '99999999999999999'],
    ['flag', 'yes'],
    ['time', 'yesterday..'],
    ['text', '~'],
    ['text', `~${'a'.repeat(257)}`],
    ['header', ': x'],
    ['header', 'a b'],
  ];
  for (const [kind, value] of wrong) {
    assert.throws(
      () => where(kind, value),
      { code: 'validation-failed', message: /^query\.x must/ },
      `${kind} ${value}`,
    );
  }
  assert.throws(() => where('text', ...Array.from({ length: 51 }, String)), /at most 50 values/);
});

test('whatever the value is, it is refused or travels as a parameter', () => {
  const kinds = Object.keys(operands) as (keyof typeof operands)[];
  // Nothing but what the code itself writes may stand in the SQL.
  const own = /^WHERE [\w .,(){}:<>='-]*$/;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
      (kind, values) => {
        try {
          const [sql] = where(kind, ...values);
          assert.match(sql || 'WHERE ', own);
          for (const value of values) assert.ok(value.length < 8 || !sql.includes(value.slice(1)));
        } catch (error) {
          assert.ok(error instanceof Problem && error.code === 'validation-failed', String(error));
        }
      },
    ),
  );
});
