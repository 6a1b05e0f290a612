// The servers that the clients talk to, in the server's namespace.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_NAME, SERVER } from '../../sample/make/network.mjs';
import { seconds, start } from '../../sample/make/run.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const caddyfile = (root) => `
{
  admin off
  auto_https off
  log {
    output discard
  }
}
https://${HOST_NAME}:4433 {
  tls ${root}/server.pem ${root}/server.key
  header Content-Type text/html
  # Browsers close an idle QUIC connection after half a minute; the next one resumes it.
  respond / "<script>setTimeout(() => fetch('/again'), 40000)</script>"
  respond "ok"
}
`;

/** Starts them all; stopAll of run.mjs ends them. */
export async function startServers(root) {
  const [cert, key] = [join(root, 'server.pem'), join(root, 'server.key')];
  writeFileSync(join(root, 'Caddyfile'), caddyfile(root));
  const serve = (command, ...args) =>
    start('ip', ['netns', 'exec', SERVER.name, command, ...args], { env: { HOME: root } });
  const openssl = (port, ...args) =>
    serve('openssl', 's_server', '-quiet', '-accept', port, '-cert', cert, '-key', key, ...args);
  const gnutls = (port, ...args) =>
    serve('gnutls-serv', '--quiet', `--port=${port}`, `--x509certfile=${cert}`, `--x509keyfile=${key}`, ...args);
  const quic = (port, ...args) => serve('gtlsserver', '-q', `--htdocs=${root}`, ...args, SERVER.ipv4, port, key, cert);
  serve(process.execPath, here('web.mjs'), cert, key);
  serve(process.execPath, here('counterparts.mjs'));
  serve('caddy', 'run', '--config', join(root, 'Caddyfile'), '--adapter', 'caddyfile');
  gnutls('8445', '--http', '--earlydata', '--disable-client-cert');
  openssl('5684', '-dtls', '-listen');
  gnutls('5685', '--udp');
  quic('4434');
  quic('4435', '--validate-addr');
  await seconds(3);
}
