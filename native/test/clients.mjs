// Clients that send a TLS handshake in unusual ways.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';

/** Keeps an error from ending the test: what arrives at the reader of the records is what counts. */
const ignore = () => {};

/** The bytes of a ClientHello with its record headers, as Node's TLS (with a post-quantum key share) sends it. */
export async function helloBytes() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const options = { servername: 'shop.example', ecdhCurve: 'X25519MLKEM768:X25519' };
  const client = tls.connect(server.address().port, '127.0.0.1', options).on('error', ignore);
  const [socket] = await once(server, 'connection');
  const parts = [];
  let wanted = 5;
  while (Buffer.concat(parts).length < wanted) {
    parts.push((await once(socket, 'data'))[0]);
    wanted = 5 + Buffer.concat(parts).readUInt16BE(3);
  }
  client.destroy();
  socket.destroy();
  server.close();
  return Buffer.concat(parts);
}

/** Connects without sending. */
export async function connectTo(port) {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }).on('error', ignore);
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes in pieces of `size`, `waitMs` apart. */
export async function sendInPieces(socket, bytes, size, waitMs) {
  for (let at = 0; at < bytes.length; at += size) {
    socket.write(bytes.subarray(at, at + size));
    await pause(waitMs);
  }
}

/**
 * A relay that sends its client's bytes on to `port` in pieces of `size`, 2 ms apart, after `first`. Resolves with its
 * own port and a way to stop it.
 */
export async function cuttingRelay(port, size, first = '') {
  const relay = net.createServer(async (client) => {
    const server = await connectTo(port);
    server.write(first);
    server.pipe(client.on('error', ignore));
    client.on('close', () => server.destroy());
    for await (const bytes of client) await sendInPieces(server, bytes, size, 2);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return { port: relay.address().port, stop: () => relay.close() };
}

/** One request on a TLS connection of Node's own; resolves with the answer. */
export async function request(port, head, options = {}) {
  const connection = { port, host: '127.0.0.1', rejectUnauthorized: false, servername: 'shop.example', ...options };
  const socket = tls.connect(connection);
  socket.write(head);
  let text = '';
  for await (const data of socket) text += data;
  return text;
}
