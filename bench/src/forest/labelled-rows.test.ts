import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LabelledFile } from './labelled-rows.js';
import { fileResult } from './one-file.js';

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ja4-labelled-'));
});
after(() => rm(directory, { recursive: true }));

async function written(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

async function read(path: string, rowsAtOnce?: number): Promise<{ values: number[]; labels: number[] }> {
  const all = { values: [] as number[], labels: [] as number[] };
  for await (const { values, labels } of new LabelledFile(path, rowsAtOnce).rows()) {
    all.values.push(...values);
    all.labels.push(...labels);
  }
  return all;
}

test('rows come in their order, gzipped or not, in however many parts; what is no number is missing', async () => {
  const text = 'f0,f1,label\n1,2,0\n,x,1\n-5e3,6,0\n';
  const expected = { values: [1, 2, NaN, NaN, -5000, 6], labels: [0, 1, 0] };
  assert.deepEqual(await read(await written('a.csv', text)), expected);
  assert.deepEqual(await read(await written('a.csv.gz', text), 2), expected);
});

test('what is wrong with a file is said with its line', async () => {
  await assert.rejects(read(await written('b.csv', 'a,b\n1,2\n')), /b\.csv: the first line is not f0/);
  await assert.rejects(
    read(await written('c.csv', 'f0,label\n1,0\n1,2,0\n')),
    /c\.csv: line 3 is not 1 values and a label/,
  );
  await assert.rejects(read(await written('d.csv', 'f0,label\n1,yes\n')), /line 2/);
  await assert.rejects(new LabelledFile(await written('e.csv', '')).features(), /e\.csv: is empty/);
  await assert.rejects(read(join(directory, 'none.csv')), /ENOENT/);
  await assert.rejects(read(await written('f.csv', 'x').then((path) => path.replace('f.csv', 'none.gz'))), /ENOENT/);
});

test('a file is trained on and scored: planted anomalies rank first, missing and infinite values are no obstacle', async () => {
  const rows = Array.from({ length: 400 }, (_, at) => `${at % 7},${at % 5},3,${at % 11 ? at % 3 : ''},0`);
  const text = ['f0,f1,f2,f3,label', ...rows, '90,90,3,90,1', '-90,Infinity,3,-90,1'].join('\n');
  const result = await fileResult(await written('g.csv.gz', text), { seeds: 2, trees: 50 });
  assert.equal(result.auc, 1);
  assert.deepEqual([result.rows, result.features, result.anomalies], [402, 4, 2]);
});
