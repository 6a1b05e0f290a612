import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { csvLine } from './csv.js';

/** Reads one line as RFC 4180 says. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') break;
  }
  return cells;
}

test('every text comes back as it was, or after an apostrophe where it would be a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
      const read = cellsOf(csvLine(texts));
      assert.deepEqual(
        read,
        texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)),
      );
    }),
  );
});

test('no cell begins with what a spreadsheet would run', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '="a","b"']) {
    assert.equal(cellsOf(csvLine([text]))[0], `'${text}`);
  }
});

test('numbers are numbers, what is not known is empty, lists are JSON', () => {
  assert.equal(csvLine([-1.5, true, null, ['h2', 'a"b']]), '-1.5,true,,"[""h2"",""a\\""b""]"\r\n');
});
