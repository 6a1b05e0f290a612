import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Pool } from './pool.js';

const limits = { waiting: 3, long: { priority: 4, places: 2 } };

function pool(places: number, waiting = limits.waiting): Pool<number> {
  const made = new Pool<number>({ ...limits, waiting });
  for (let place = 0; place < places; place++) made.give(place);
  return made;
}

test('who waits is served by priority, then in the order of coming', async () => {
  const one = pool(1);
  const place = await one.take(0, undefined);
  const served: string[] = [];
  for (const [name, priority] of [
    ['third', 3],
    ['first', 1],
    ['second', 1],
  ] as const) {
    void one.take(priority, undefined).then((taken) => {
      served.push(name);
      one.give(taken);
    });
  }
  await assert.rejects(one.take(0, undefined), { code: 202 });
  one.give(place);
  await turn();
  assert.deepEqual(served, ['first', 'second', 'third']);
});

test('an abort leaves the line', async () => {
  const one = pool(1);
  const place = await one.take(0, undefined);
  const controller = new AbortController();
  const waiting = one.take(1, controller.signal);
  controller.abort();
  await assert.rejects(waiting, { code: 394 });
  await assert.rejects(one.take(1, controller.signal), { code: 394 });
  one.give(place);
  assert.equal(await one.take(9, undefined), place);
});

test('long statements never hold more than their places, and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6), { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), async (all, places) => {
      const some = pool(places, 40);
      let long = 0;
      let done = 0;
      await Promise.all(
        all.map(async (priority) => {
          const place = await some.take(priority, undefined);
          if (priority >= limits.long.priority) assert.ok(++long <= limits.long.places);
          await turn();
          if (priority >= limits.long.priority) long--;
          some.give(place);
          done++;
        }),
      );
      assert.equal(done, all.length);
      const idle = await Promise.all(Array.from({ length: places }, () => some.take(0, undefined)));
      assert.equal(new Set(idle).size, places);
    }),
  );
});
