import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { exampleDetection } from '../detections/detections.example.js';
import { cefOf } from './cef.js';

interface CefEvent {
  readonly header: string[];
  readonly extension: Record<string, string>;
}

/** Reads one line of CEF strictly: seven header fields, then keys of letters and digits, every special character escaped. */
function parseCef(line: string): CefEvent {
  assert.match(line, /^CEF:0\|[^\r\n]*\n$/);
  const header: string[] = [];
  let field = '';
  let at = 0;
  const text = line.slice(0, -1);
  for (; header.length < 7; at++) {
    const character = text[at];
    assert.ok(character !== undefined, 'the header ends early');
    if (character === '\\') {
      const next = text[++at];
      assert.ok(next === '\\' || next === '|', `\\${next} in the header`);
      field += next;
    } else if (character === '|') {
      header.push(field);
      field = '';
    } else field += character;
  }
  const extension: Record<string, string> = {};
  const starts = [...text.slice(at).matchAll(/(?:^| )([A-Za-z0-9]+)=/g)];
  assert.equal(starts[0]?.index, 0);
  for (const [index, start] of starts.entries()) {
    const raw = text.slice(at).slice(start.index + start[0].length, starts[index + 1]?.index);
    assert.match(raw, /^(?:[^\\=]|\\[\\=nr])*$/, `${start[1] ?? ''} is not escaped`);
    const unescaped = { '\\\\': '\\', '\\=': '=', '\\n': '\n', '\\r': '\r' } as Record<string, string>;
    const name = start[1] ?? '';
    assert.ok(extension[name] === undefined, `${name} stands twice`);
    extension[name] = raw.replaceAll(/\\[\\=nr]/g, (escaped) => unescaped[escaped]!);
  }
  return { header, extension };
}

test('a detection is one event with its facts', () => {
  const { header, extension } = parseCef(cefOf(exampleDetection));
  assert.deepEqual(header, [
    'CEF:0',
    'ja4-platform',
    'ja4-platform',
    '1',
    'sensitive-path-scanning',
    'sensitive-path-scanning by 203.0.113.7 on shop.example',
    '10',
  ]);
  const { src, dhost, cnt, cs1, cs1Label, start, end, msg } = extension;
  assert.deepEqual(
    { src, dhost, cnt, cs1, cs1Label, start, end, msg },
    {
      src: '203.0.113.7',
      dhost: 'shop.example',
      cnt: '100',
      cs1: exampleDetection.ja4,
      cs1Label: 'JA4',
      start: String(Date.parse(exampleDetection.first_seen)),
      end: String(Date.parse(exampleDetection.last_seen)),
      msg: exampleDetection.reasons[0]!.detail,
    },
  );
});

test('an IPv6 address has a field of its own', () => {
  const { extension } = parseCef(cefOf({ ...exampleDetection, client_ip: '2001:db8::7', host: '', ja4: '' }));
  assert.deepEqual([extension.c6a2, extension.src, extension.dhost], ['2001:db8::7', undefined, undefined]);
});

test('whatever a host or a detail holds comes back as it was', () => {
  const detail = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/ (?=[A-Za-z0-9]+=)/g, '_'));
  fc.assert(
    fc.property(detail, fc.string({ minLength: 1 }), (text, host) => {
      const reasons = [{ ...exampleDetection.reasons[0]!, detail: text }];
      const { header, extension } = parseCef(cefOf({ ...exampleDetection, host, reasons }));
      assert.equal(extension.msg, text);
      assert.equal(extension.dhost, host);
      assert.equal(header[5], `sensitive-path-scanning by 203.0.113.7 on ${host}`.replaceAll(/[\r\n]+/g, ' '));
    }),
  );
});
