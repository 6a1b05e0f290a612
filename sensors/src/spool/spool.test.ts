import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Batch } from './reader.js';
import { Spool } from './spool.js';

const root = mkdtempSync(join(tmpdir(), 'ja4-spool-'));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const newDir = (): string => join(root, String(count++));
const noTrouble = (message: string): void => assert.fail(message);

const open = (dir: string, maxBytes = 1e9, onTrouble = noTrouble): Promise<Spool> =>
  Spool.open({ dir, maxBytes, onTrouble });

const linesOf = ({ body }: Batch): string[] => body.toString().trimEnd().split('\n');

/** Everything the spool holds, batch by batch, without acknowledging it. */
async function rest(spool: Spool): Promise<Batch[]> {
  await spool.flush();
  spool.drain();
  const batches: Batch[] = [];
  for (;;) {
    const signal = AbortSignal.timeout(150);
    const batch = await spool.take(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    if (!batch) return batches;
    batches.push(batch);
  }
}

const segmentsOf = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.segment'))
    .sort();

async function filled(dir: string, lines: string[]): Promise<void> {
  const spool = await open(dir);
  for (const line of lines) assert.ok(spool.append(line));
  await spool.close();
}

test('lines come out as they went in, in batches of at most 5,000', async () => {
  const lines = Array.from({ length: 12_345 }, (_, n) => `{"n":${n}}`);
  const spool = await open(newDir());
  for (const line of lines) spool.append(line);
  const batches = await rest(spool);
  assert.deepEqual(batches.flatMap(linesOf), lines);
  assert.ok(batches.every((batch) => batch.lines === linesOf(batch).length && batch.lines <= 5000));
  assert.equal(spool.counters.stored, lines.length);
  await spool.close();
});

test('opened again, what was not acknowledged comes again in the same batches; what was, does not', async () => {
  const dir = newDir();
  await filled(
    dir,
    Array.from({ length: 20_000 }, (_, n) => `{"n":${n}}`),
  );
  const first = await open(dir);
  const before = await rest(first);
  first.acknowledge(before[0]!);
  first.acknowledge(before[2]!);
  await first.close();
  const second = await open(dir);
  const again = await rest(second);
  assert.equal(second.id, first.id);
  // The third is behind one that is not acknowledged: it comes again, under its own number.
  assert.deepEqual(again, before.slice(1));
  for (const batch of again) second.acknowledge(batch);
  await second.close();
  const third = await open(dir);
  assert.ok(third.isEmpty);
  third.append('{}');
  const [next] = await rest(third);
  assert.ok(next!.number > before.at(-1)!.number, 'numbers are never used again');
  await third.close();
});

test('cut off at any byte, every whole frame before the cut is there, and nothing else', async () => {
  const source = newDir();
  const lines = Array.from({ length: 40 }, (_, n) => `{"n":${n},"text":"${'é'.repeat(n)}"}`);
  for (const part of [lines.slice(0, 13), lines.slice(13, 14), lines.slice(14)]) await filled(source, part);
  const names = segmentsOf(source);
  assert.equal(names.length, 3);
  const newest = names.at(-1)!;
  const size = statSync(join(source, newest)).size;
  await fc.assert(
    fc.asyncProperty(fc.nat(size - 1), fc.uint8Array({ maxLength: 40 }), async (cut, garbage) => {
      const dir = newDir();
      cpSync(source, dir, { recursive: true });
      truncateSync(join(dir, newest), cut);
      writeFileSync(join(dir, newest), garbage, { flag: 'a' });
      const spool = await open(dir);
      assert.equal(spool.counters.tornBytes, cut + garbage.length);
      spool.append('{"after":true}');
      assert.deepEqual((await rest(spool)).flatMap(linesOf), [...lines.slice(0, 14), '{"after":true}']);
      await spool.close();
      rmSync(dir, { recursive: true });
    }),
    { numRuns: 25 },
  );
});

test('any order of appending, taking, acknowledging and opening again loses and doubles nothing', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ append: fc.integer({ min: 1, max: 3000 }) }) },
    { weight: 3, arbitrary: fc.constant('take' as const) },
    { weight: 2, arbitrary: fc.constant('acknowledge' as const) },
    { weight: 1, arbitrary: fc.constant('reopen' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const dir = newDir();
      let spool = await open(dir);
      let next = 0;
      let taken: Batch[] = [];
      const seen = new Map<number, string>();
      const done = new Set<number>();
      const note = (batch: Batch): void => {
        const body = batch.body.toString();
        assert.equal(seen.get(batch.number) ?? body, body, 'a batch is the same each time');
        assert.ok(!done.has(batch.number) || seen.has(batch.number));
        seen.set(batch.number, body);
      };
      for (const each of steps) {
        if (typeof each === 'object') {
          for (let i = 0; i < each.append; i += 1) spool.append(`${next++}`);
          await spool.flush();
        } else if (each === 'take') {
          const batch = await spool.take(AbortSignal.timeout(60)).catch(() => null);
          if (batch) taken.push(batch);
          if (batch) note(batch);
        } else if (each === 'acknowledge') {
          const batch = taken.shift();
          if (batch) done.add(batch.number);
          if (batch) spool.acknowledge(batch);
        } else {
          await spool.close();
          spool = await open(dir);
          taken = [];
        }
      }
      for (const batch of await rest(spool)) note(batch);
      await spool.close();
      rmSync(dir, { recursive: true });
      const all = [...seen].sort(([a], [b]) => a - b).flatMap(([, body]) => body.trimEnd().split('\n'));
      assert.deepEqual(
        all.filter(Boolean),
        Array.from({ length: next }, (_, n) => String(n)),
      );
    }),
    { numRuns: 15 },
  );
});

test('killed with SIGKILL at random moments, what was acknowledged as stored is there once and in order', async () => {
  const dir = newDir();
  let next = 0;
  for (let round = 0; round < 6; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../testing/spool-child.js'), dir, String(next)]);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child.stdout, 'data');
    await sleep(Math.random() * 250);
    child.kill('SIGKILL');
    await once(child, 'close');
    const stored = Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
    const spool = await open(dir);
    const numbers = (await rest(spool)).flatMap(linesOf).map((line) => (JSON.parse(line) as { n: number }).n);
    await spool.close();
    assert.deepEqual(
      numbers,
      Array.from({ length: numbers.length }, (_, n) => n),
    );
    assert.ok(numbers.length >= stored, `${numbers.length} of ${stored}`);
    next = numbers.length;
  }
});

test('at its bound the oldest go first and are counted', async () => {
  const dir = newDir();
  const troubles: string[] = [];
  const maxBytes = 4_000_000;
  const spool = await open(dir, maxBytes, (message) => troubles.push(message));
  const total = 40_000;
  for (let n = 0; n < total; n += 1) {
    spool.append(`{"n":${n},"fill":"${'x'.repeat(200)}"}`);
    if (n % 1000 === 0) await spool.flush();
  }
  await spool.flush();
  const onDisk = segmentsOf(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  assert.ok(onDisk <= maxBytes, `${onDisk} bytes`);
  const numbers = (await rest(spool)).flatMap(linesOf).map((line) => (JSON.parse(line) as { n: number }).n);
  assert.ok(spool.counters.dropped > 0);
  assert.deepEqual(
    numbers,
    Array.from({ length: total - spool.counters.dropped }, (_, n) => spool.counters.dropped + n),
  );
  assert.match(troubles[0]!, /events were dropped, the oldest first/);
  await spool.close();
});

test('bytes that changed on the disk cost their segments, not the others', async () => {
  const dir = newDir();
  for (const part of ['{"a":1}', '{"b":2}', '{"b":3}', '{"c":4}']) await filled(dir, [part]);
  const [, second, third] = segmentsOf(dir);
  for (const name of [second!, third!]) writeFileSync(join(dir, name), Buffer.from('~'), { flag: 'r+' });
  const troubles: string[] = [];
  const spool = await open(dir, 1e9, (message) => troubles.push(message));
  assert.deepEqual((await rest(spool)).flatMap(linesOf), ['{"a":1}', '{"c":4}']);
  assert.equal(spool.counters.damagedBytes, 2 * statSync(join(dir, third!)).size);
  assert.match(troubles[0]!, /cannot be read any more/);
  await spool.close();
});

test('a damaged position is named', async () => {
  const dir = newDir();
  mkdirSync(dir);
  writeFileSync(join(dir, 'position.json'), '{"id":7}');
  await assert.rejects(open(dir), /position\.json is damaged/);
});

const mounted = mkdtempSync(join(tmpdir(), 'ja4-small-'));
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mounted]).status === 0;
after(() => {
  if (canMount) spawnSync('umount', [mounted]);
  rmSync(mounted, { recursive: true, force: true });
});

test(
  'on a full disk nothing stored is lost, what finds no room is counted, and it goes on when there is room',
  { skip: canMount ? false : 'may not mount a small tmpfs' },
  async () => {
    const troubles: string[] = [];
    const dir = join(mounted, 'spool');
    const spool = await open(dir, 1e9, (message) => troubles.push(message));
    const line = (n: number): string => `{"n":${n},"fill":"${'x'.repeat(2000)}"}`;
    let accepted = 0;
    while (spool.append(line(accepted))) accepted += 1;
    await sleep(800);
    assert.match(troubles[0]!, /ENOSPC/);
    assert.equal(spool.counters.refused, 1);
    const { stored } = spool.counters;
    assert.ok(stored > 0 && stored < accepted);

    spawnSync('mount', ['-o', 'remount,size=64m', mounted]);
    await spool.flush();
    assert.equal(spool.counters.stored, accepted);
    const batches = await rest(spool);
    const numbers = batches.flatMap(linesOf).map((text) => (JSON.parse(text) as { n: number }).n);
    assert.deepEqual(
      numbers,
      Array.from({ length: accepted }, (_, n) => n),
    );
    await spool.close();
    const again = await open(dir);
    assert.equal((await rest(again)).length, batches.length);
    assert.deepEqual([again.counters.tornBytes, again.counters.damagedBytes], [0, 0], 'failed writes left nothing');
    await again.close();
  },
);
