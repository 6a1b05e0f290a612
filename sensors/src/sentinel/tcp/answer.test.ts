import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserStream } from '../../testing/hello.js';
import { SYN, client, connection, ipPacket, server } from '../../testing/packets.js';
import { run } from '../../testing/run.js';

const ACK = 0x10;
const serverHello = Buffer.concat([Buffer.from('160303053b02', 'hex'), Buffer.alloc(1394, 5)]);

test('what a server sends behind its SYN-ACK is not held back', () => {
  const answer = ipPacket(server, client, { sequence: 5000, flags: SYN | ACK });
  const data = [0, 1, 2].map((index) =>
    ipPacket(server, client, { sequence: 5001 + 1400 * index, payload: serverHello }),
  );
  const { sentinel } = run([answer, ...data]);
  assert.equal(sentinel.remembered.bufferedBytes, 0);
});

test('a SYN-ACK in the direction of a SYN does not move where the stream begins', () => {
  const [syn = Buffer.alloc(0), ...hello] = connection(browserStream, [700]);
  const answer = ipPacket(client, server, { sequence: 77_000, flags: SYN | ACK });
  const { events } = run([syn, answer, ...hello]);
  assert.deepEqual(
    events.map(({ ja4 }) => ja4),
    [browserFingerprints.ja4],
  );
});

test('a client that opens and answers at once (simultaneous open) is read', () => {
  const [, ...hello] = connection(browserStream, [700]);
  const { events } = run([ipPacket(client, server, { sequence: 999, flags: SYN | ACK }), ...hello]);
  assert.equal(events[0]?.ja4, browserFingerprints.ja4);
});
