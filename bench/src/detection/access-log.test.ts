import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventLine, loggedRequest } from './access-log.js';

const line =
  '203.0.113.7 - - [25/Oct/2015:04:11:26 +0100] "POST /join?a=1&b=? HTTP/1.0" 302 9093 "http://a.example/" "Moz \\"x\\" 5.0"';

test('a line of the combined format is read whole', () => {
  assert.deepEqual(loggedRequest(line), {
    ...{ time: Date.parse('2015-10-25T03:11:26Z'), ip: '203.0.113.7', method: 'POST', target: '/join?a=1&b=?' },
    ...{ version: '1.0', status: 302, bytes: 9093, referer: 'http://a.example/', userAgent: 'Moz \\"x\\" 5.0' },
  });
});

test('what is not there is empty, and a line that is no request is none', () => {
  const bare = loggedRequest('203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET /" 408 - "-" "-"')!;
  assert.deepEqual([bare.version, bare.bytes, bare.referer, bare.userAgent], ['', 0, '', '']);
  assert.equal(loggedRequest('203.0.113.7 - - [17/May/2015:10:05:03 +0000] "-" 408 - "-" "-"'), undefined);
  assert.equal(loggedRequest('203.0.113.7 - - [17/Foo/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1'), undefined);
});

test('an event has the path apart from the query, and only the headers that the log holds', () => {
  const event = JSON.parse(eventLine({ ...loggedRequest(line)!, referer: '' }, 'a.example', 1000, 7)) as object;
  const expected = { time: '2015-10-25T03:11:27.000Z', path: '/join', query: 'a=1&b=?', req_id: 'a.example-7' };
  const headers = [
    ['Host', 'a.example'],
    ['User-Agent', 'Moz \\"x\\" 5.0'],
  ];
  assert.deepEqual({ ...event, ...expected, headers }, event);
});

test('any text gives a request or none', () => {
  fc.assert(fc.property(fc.string(), (text) => void loggedRequest(text)));
});
