// The HTTP/2 fields of the request record: what clients say in their preface, read above mod_ssl.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http2 from 'node:http2';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';
import { connectTo, sendInPieces } from './clients.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);

let apache;
let reader;

async function recordsOf(run, count) {
  reader.records.length = 0;
  await run();
  await until(() => reader.records.length >= count, `${count} records`);
  assert.equal(reader.records.length, count);
  return [...reader.records];
}

const h2Fields = ({ h2_fingerprint, h2_settings, h2_window_update, h2_priority, h2_pseudo_order }) => ({
  h2_fingerprint,
  h2_settings,
  h2_window_update,
  h2_priority,
  h2_pseudo_order,
});
const nothing = { h2_fingerprint: '', h2_settings: '', h2_window_update: null, h2_priority: '', h2_pseudo_order: '' };

function frame(type, flags, stream, payload) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
/** Requests end their stream; `block` is HPACK. */
const headers = (stream, block) => frame(1, 0x5, stream, Buffer.from(block, 'latin1'));

before(async () => {
  if (skip) return;
  apache = await startApache({ extra: 'Protocols h2c http/1.1', sanitized: true });
  reader = await listen(apache.socketPath);
});

after(async () => {
  await reader?.close();
  await apache?.stop();
});

test(
  'frames like Firefox sent them, byte by byte, without TLS; all requests of the connection have it',
  { skip },
  async () => {
    const bytes = Buffer.concat([
      frame(4, 0, 0, Buffer.from('000100010000000400020000000500004000', 'hex')),
      frame(8, 0, 0, Buffer.from('00bf0001', 'hex')),
      frame(2, 0, 3, Buffer.from('00000000c8', 'hex')),
      frame(2, 0, 5, Buffer.from('8000000b00', 'hex')),
      headers(15, '\x82\x84\x41\x0cshop.example\x86'),
      headers(17, '\x84\x82\x41\x01b\x86'),
    ]);
    const socket = await connectTo(apache.port);
    socket.write(PREFACE); // mod_http2 wants it in one piece
    const records = await recordsOf(() => sendInPieces(socket, bytes, 1, 0), 2);
    socket.destroy();
    for (const record of records) {
      assert.equal(record.http_version, '2');
      assert.deepEqual(h2Fields(record), {
        h2_fingerprint: '1:65536;4:131072;5:16384|12517377|3:0:0:201,5:1:11:1|m,p,a,s',
        h2_settings: '1:65536;4:131072;5:16384',
        h2_window_update: 12517377,
        h2_priority: '3:0:0:201,5:1:11:1',
        h2_pseudo_order: 'm,p,a,s',
      });
    }
  },
);

test("Node's client over TLS: its settings, as it was told to send them", { skip }, async () => {
  const run = async () => {
    const settings = { headerTableSize: 8192, initialWindowSize: 123456, enablePush: false };
    const options = { rejectUnauthorized: false, settings };
    const client = http2.connect(`https://127.0.0.1:${apache.tlsPort}`, options);
    const stream = client.request({ ':path': '/?node' }).resume();
    await once(stream, 'close');
    client.close();
  };
  const [record] = await recordsOf(run, 1);
  const settings = record.h2_settings.split(';').sort();
  assert.deepEqual(settings, ['1:8192', '2:0', '4:123456']);
  assert.match(record.h2_pseudo_order, /^(?:[masp],){3}[masp]$/);
  const { h2_settings, h2_window_update, h2_priority, h2_pseudo_order } = record;
  const parts = [h2_settings, h2_window_update ?? '00', h2_priority || '0', h2_pseudo_order];
  assert.equal(record.h2_fingerprint, parts.join('|'));
});

test('HTTP/1.1 has none, also when a body looks like HTTP/2', { skip }, async () => {
  const args = ['-sk', '--http1.1', '--data-binary', `${PREFACE}`, `https://127.0.0.1:${apache.tlsPort}/echo`];
  const [record] = await recordsOf(() => runFile('curl', args), 1);
  assert.equal(record.http_version, '1.1');
  assert.equal(record.bytes_in, PREFACE.length);
  assert.deepEqual(h2Fields(record), nothing);
});

test('a request that turns HTTP/1.1 into HTTP/2 has one record', { skip }, async () => {
  const run = () => runFile('curl', ['-s', '--http2', `http://127.0.0.1:${apache.port}/?upgrade`]);
  const [record] = await recordsOf(run, 1);
  assert.deepEqual([record.http_version, record.status, record.query], ['2', 200, 'upgrade']);
});

test('wrong frames end the connection and nothing else', { skip }, async () => {
  const settings = frame(4, 0, 0, Buffer.alloc(0));
  const wrong = [
    [frame(8, 0, 0, Buffer.alloc(4))],
    [settings, frame(9, 4, 1, Buffer.from([0x82]))],
    [settings, frame(1, 0x0d, 1, Buffer.from([200, 0x82]))],
    [settings, headers(1, '\xff\xff\xff\xff\xff\xff\xff')],
    [settings, frame(6, 0, 0, Buffer.alloc(20000))],
    [settings, ...Array.from({ length: 300 }, () => frame(2, 0, 3, Buffer.alloc(5)))],
  ];
  for (const frames of wrong) (await connectTo(apache.port)).end(Buffer.concat([PREFACE, ...frames]));
  const { stdout } = await runFile('curl', ['-sk', '--http2', `https://127.0.0.1:${apache.tlsPort}/`]);
  assert.equal(stdout, 'hello\n');
});
