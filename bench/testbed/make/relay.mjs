// Passes connections on, between network namespaces that share nothing but the file system, or with words of its own first.
// node relay.mjs FROM TO [FIRST]: each a path of a UNIX socket or HOST,PORT; FIRST is sent before what the client sends.
import { once } from 'node:events';
import net from 'node:net';

const placeOf = (text) => {
  const [host, port] = text.split(',');
  return port ? { host, port: Number(port) } : { path: host };
};

/** Listens at `from` and connects each client to `to`. */
export async function relay(from, to, first = '') {
  const clients = new Set();
  const server = net.createServer((client) => {
    const target = net.connect(placeOf(to));
    clients.add(client.on('close', () => clients.delete(client)));
    if (first) target.write(first.replaceAll('\\r\\n', '\r\n'));
    client.pipe(target).pipe(client);
    for (const [one, other] of [
      [client, target],
      [target, client],
    ])
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  server.listen(placeOf(from));
  await once(server, 'listening');
  const stop = () => {
    server.close();
    for (const client of clients) client.destroy();
  };
  return { stop };
}

if (process.argv[1] === import.meta.filename) await relay(...process.argv.slice(2));
