import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Gathered } from './gathered.js';

describe('Gathered', () => {
  test('calls of one moment are one statement, and those that come while it runs are the next', async () => {
    const statements: number[][] = [];
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const gathered = new Gathered(async (items: number[]) => {
      statements.push(items);
      if (statements.length === 1) await ended;
      return items.length;
    });
    const first = [gathered.add(1, false), gathered.add(2, true)];
    while (statements.length === 0) await new Promise(setImmediate);
    const second = [gathered.add(3, false), gathered.add(4, false)];
    assert.deepEqual(statements, [[1, 2]]);
    end();
    assert.deepEqual(await Promise.all([...first, ...second]), [2, 2, 2, 2]);
    assert.deepEqual(statements, [
      [1, 2],
      [3, 4],
    ]);
  });

  test('one that waits for others takes along whoever comes meanwhile', async () => {
    const statements: number[][] = [];
    const gathered = new Gathered((items: number[]) => Promise.resolve(void statements.push(items)));
    const first = gathered.add(1, true);
    await new Promise(setImmediate);
    await Promise.all([first, gathered.add(2, false)]);
    assert.deepEqual(statements, [[1, 2]]);
  });

  test('a statement that fails fails for its calls alone', async () => {
    const gathered = new Gathered((items: number[]) =>
      items.includes(1) ? Promise.reject(new Error('away')) : Promise.resolve(items),
    );
    await assert.rejects(Promise.all([gathered.add(1, false), gathered.add(2, false)]), /away/);
    assert.deepEqual(await gathered.add(3, false), [3]);
  });
});
