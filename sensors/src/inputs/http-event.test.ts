import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { httpEvent, httpEventText } from './http-event.js';

const time = '2026-11-23T02:32:56.480070Z';
const fields = fc.record({ req_id: fc.string(), path: fc.string({ unit: 'grapheme' }), headers: fc.jsonValue() });
const ofTheSocket = fc.record({ raw_bytes: fc.constant(true), dropped: fc.nat() }, { requiredKeys: [] });

test('the text of an event is what its record says without what only the socket carries', () => {
  const beginnings = fc.constantFrom({ kind: 'request' }, {});
  fc.assert(
    fc.property(beginnings, fields, ofTheSocket, fc.constantFrom(undefined, 1), (kind, more, socket, spaces) => {
      const text = JSON.stringify({ ...kind, time, ...more, ...socket }, null, spaces);
      const record = JSON.parse(text) as Record<string, unknown>;
      assert.deepEqual(JSON.parse(httpEventText(record, text)), httpEvent(record));
      assert.equal('kind' in httpEvent(record) || 'dropped' in httpEvent(record), false);
    }),
  );
});

test('what is no request, and what has no time, is said', () => {
  assert.throws(() => httpEvent({ kind: 'handshake', time }), /kind "handshake" is not a request/);
  assert.throws(() => httpEvent({ kind: 'request' }), /time is missing/);
  assert.throws(() => httpEvent({ kind: 'request', time: 'now' }), /RFC 3339/);
});
