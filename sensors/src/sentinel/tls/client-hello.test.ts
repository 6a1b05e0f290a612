import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserHello, helloBody, sniContent } from '../../testing/hello.js';
import { parseClientHello } from './client-hello.js';

test('every shortened hello is refused, or ends where it may without extensions', () => {
  const body = helloBody(browserHello);
  const withoutExtensions = helloBody({ ciphers: browserHello.ciphers ?? [] }).length;
  for (let length = 0; length < body.length; length += 1) {
    const parsed = parseClientHello(body.subarray(0, length), 't');
    assert.equal(parsed === null, length !== withoutExtensions, `${length} of ${body.length} bytes`);
  }
});

test('an extension that claims more than there is makes the hello malformed', () => {
  const body = helloBody({ extensions: [[0, sniContent('a.example')]] });
  const lengthAt = body.length - sniContent('a.example').length - 1;
  body[lengthAt] = (body[lengthAt] ?? 0) + 1;
  assert.equal(parseClientHello(body, 't'), null);
});

test('lies inside an extension leave the hello readable', () => {
  const nameTooLong = parseClientHello(helloBody({ extensions: [[0, Buffer.from('000f00ffff61', 'hex')]] }), 't');
  assert.equal(nameTooLong?.serverName, '');
  const alpnTooLong = parseClientHello(helloBody({ extensions: [[16, Buffer.from('00ff026832ff61', 'hex')]] }), 't');
  assert.deepEqual(alpnTooLong?.alpn, [Buffer.from('h2')]);
});

test('names outside ASCII are kept apart as text', () => {
  const parsed = parseClientHello(helloBody({ extensions: [[0, Buffer.from('000500000268ff', 'hex')]] }), 't');
  assert.equal(parsed?.serverName, 'h\\xff');
});
