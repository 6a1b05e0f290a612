import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { httpLine } from '../testing/event-lines.js';
import { scan, splitLines, type Scan } from './scan.js';
import { stampLines } from './stamp.js';
import { ReusedBuffer } from './workspace.js';

const window = { oldest: '2026-11-16T10:00:00', newest: '2026-11-24T10:00:00' };
const time = '2026-11-23T10:00:00.123456Z';
const stamp = { sensorId: 'web-1', batchId: '0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11', receivedAt: 0 };

function scanned(body: string | Buffer): Promise<Scan> {
  const bytes = Buffer.from(body);
  return scan(bytes, splitLines(bytes, 1000), window);
}

const isClean = async (body: string | Buffer): Promise<boolean> => (await scanned(body)).isClean;

describe('scan', () => {
  test('lines are numbered as an editor does, blank ones left out', () => {
    const body = Buffer.from('{"a":1}\r\n\n  \n{"b":2}\n{"c":3}');
    const lines = splitLines(body, 1000).map(({ number, start, end }) => [number, body.toString('utf8', start, end)]);
    assert.deepEqual(lines, [
      [1, '{"a":1}'],
      [4, '{"b":2}'],
      [5, '{"c":3}'],
    ]);
    assert.equal(splitLines(Buffer.from('x\n'.repeat(10)), 3).length, 3);
  });

  test('what a sensor sends is clean', async () => {
    assert.ok(await isClean(httpLine({ time, path: '/a "quoted" \\ {brace} [x] é 😀' })));
    assert.ok(
      await isClean(`{"time":"2026-11-23T10:00:00Z","a":[{"time":"x","seq":1}],"b":{"sensor_id":""},"c":-1.5e3}`),
    );
  });

  for (const [name, line] of [
    ['two objects on one line', `{"time":"${time}"}{"sensor_id":"other"}`],
    ['something after the object', `{"time":"${time}"} x`],
    ['an array', `[{"time":"${time}"}]`],
    ['an object that does not end', `{"time":"${time}"`],
    ['a string that does not end', `{"time":"${time}","a":"x`],
    ['an escape at the end', `{"time":"${time}","a":"x\\`],
    ['an empty object', '{}'],
    ['no time', '{"a":1}'],
    ['two times', `{"time":"${time}","time":"${time}"}`],
    ['a time that is a number', '{"time":1700000000}'],
    ['a time without Z', '{"time":"2026-11-23T10:00:00+00:00"}'],
    ['a time too old', '{"time":"2026-11-16T09:59:59Z"}'],
    ['a time too far ahead', '{"time":"2026-11-24T10:00:01Z"}'],
    ['a stamp', `{"time":"${time}","sensor_id":"other"}`],
    ['a stamp in capitals', `{"time":"${time}","BATCH_ID":"other"}`],
    ['a name with an escape', `{"time":"${time}","se\\u0071":1}`],
    ['a control byte in a string', `{"time":"${time}","a":"\u0000"}`],
    ['a control byte behind the object', `{"time":"${time}"}\u0000`],
    ['a tab between tokens', `{"time":"${time}",\t"a":1}`],
    ['a number of 19 digits', `{"time":"${time}","a":1234567890123456789}`],
    ['bytes that are not UTF-8', Buffer.from(`{"time":"${time}","a":"\xff"}`, 'latin1')],
  ] as const) {
    test(`${name} is not clean`, async () => assert.equal(await isClean(line), false));
  }

  test('first and last time of the batch', async () => {
    const at = (t: string): string => `{"time":"${t}"}`;
    const { firstTime, lastTime } = await scanned(
      [at('2026-11-23T10:00:00.5Z'), at('2026-11-23T10:00:00Z'), at('2026-11-23T10:00:00.51Z')].join('\n'),
    );
    assert.deepEqual([firstTime, lastTime], ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.51Z']);
  });

  test('a large batch leaves others their turn, and each of its lines is looked at', async () => {
    const line = httpLine({ time });
    const lines = Array.from({ length: Math.ceil((4 * 1024 * 1024) / line.length) }, () => line);
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const result = await scan(Buffer.from(lines.join('\n')), splitLines(Buffer.from(lines.join('\n')), 50_000), window);
    clearInterval(counting);
    assert.ok(result.isClean);
    assert.ok(turns >= 2, `${turns} turns`);
    for (const at of [0, lines.length >> 1, lines.length - 1]) {
      const body = Buffer.from(lines.with(at, '{}').join('\n'));
      assert.equal((await scan(body, splitLines(body, 50_000), window)).isClean, false);
    }
  });

  test('whatever JSON a line holds, it is clean and its stamp wins; whatever bytes, a clean line is one object', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const object = fc.dictionary(fc.string(), value, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(object, async (fields) => {
        const event = { ...fields, time };
        const body = Buffer.from(JSON.stringify(event));
        const result = await scanned(body);
        if (!result.isClean) return;
        const stamped = JSON.parse(stampLines(body, result.lines, stamp, new ReusedBuffer()).toString()) as Record<
          string,
          unknown
        >;
        assert.equal(stamped.sensor_id, 'web-1');
        assert.equal(stamped.seq, 1);
        assert.deepEqual(JSON.parse(JSON.stringify({ ...stamped, ...event })), stamped);
      }),
      { numRuns: 500 },
    );
    const mutated = fc.tuple(object, fc.nat(), fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '0', 'x'));
    await fc.assert(
      fc.asyncProperty(mutated, async ([fields, place, insert]) => {
        const text = JSON.stringify({ ...fields, time });
        const at = place % (text.length + 1);
        const line = text.slice(0, at) + insert + text.slice(at);
        if (!(await isClean(line))) return;
        // Brackets are counted, not matched by kind: what is clean and no JSON is refused by ClickHouse as a whole.
        const [first, ...others] = topLevelValues(line);
        assert.ok(first?.startsWith('{') && others.length === 0, line);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The bracketed values of a line, found in the plainest way. */
function topLevelValues(line: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) {
      values.push(line.slice(start, at + 1).trim());
      start = at + 1;
    }
  }
  if (line.slice(start).trim()) values.push(line.slice(start));
  return values;
}
