import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './random.js';
import { Threads, type Question } from './threads.js';
import { growingThreads, trained, type TrainingTask } from './train.js';

/** A program that doubles a number, and fails on 13. */
const program = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (n) => { if (n === 13) throw new Error('unlucky'); parentPort.postMessage(2 * n); });`,
);
const questions = (...numbers: number[]): Question<number>[] => numbers.map((asked) => ({ asked, transfer: [] }));

async function doubled(threads: Threads<number, number>, ...numbers: number[]): Promise<number[]> {
  const answers: number[] = [];
  await threads.ask(questions(...numbers), (answer, number) => (answers[number] = answer));
  return answers;
}

test('each answer comes with the number of its question, whichever thread had it', async () => {
  const threads = new Threads<number, number>(program, {}, 3);
  const both = await Promise.all([doubled(threads, 1, 2, 3, 4, 5), doubled(threads, 6, 7), doubled(threads)]);
  assert.deepEqual(both, [[2, 4, 6, 8, 10], [12, 14], []]);
  await threads.close();
});

test('a thread that fails fails those who asked, and nobody else', async () => {
  const threads = new Threads<number, number>(program, {}, 1);
  await assert.rejects(doubled(threads, 1, 13, 2), /unlucky/);
  const others = new Threads<number, number>(program, {}, 1);
  assert.deepEqual(await doubled(others, 4), [8]);
  await Promise.all([threads.close(), others.close()]);
});

test('the same trees grow in any number of threads', async () => {
  const random = seededRandom(1, 1);
  const features = ['a', 'b', 'c'].map((name) => ({ name, direction: 0 as const }));
  const values = Float64Array.from({ length: 3 * 700 }, () => random() ** 3);
  const task: TrainingTask = { features, values, trees: 45, sampleSize: 128, seed: 5 };
  const grown: number[] = [];
  const [alone, three] = [growingThreads(1), growingThreads(3)];
  const once = await trained(task, (trees) => grown.push(trees), alone);
  assert.deepEqual(await trained(task, () => undefined, three), once);
  assert.deepEqual(grown, [10, 20, 30, 40, 45]);
  await Promise.all([alone.close(), three.close()]);
});
