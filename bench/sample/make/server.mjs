// A private Apache: own configuration, own certificate, mod_ssl, mod_http2 and mod_reqin_log.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { HOST_NAME, SERVER } from './network.mjs';
import { run, seconds, start } from './run.mjs';

const MODULES = [
  ...['mpm_event', 'authz_core', 'reqtimeout', 'ssl', 'socache_shmcb', 'http2'],
  ...['dir', 'mime', 'alias', 'env', 'cgid', 'headers', 'rewrite'],
];
const MODULES_FOLDER = '/usr/lib/apache2/modules';

const configuration = (root, reqinModule) => `
ServerRoot ${root}
ServerName ${HOST_NAME}
PidFile ${root}/httpd.pid
DefaultRuntimeDir ${root}
ErrorLog ${root}/error.log
LogLevel warn
User www-data
Group www-data
${MODULES.map((name) => `LoadModule ${name}_module ${MODULES_FOLDER}/mod_${name}.so`).join('\n')}
LoadModule reqin_log_module ${reqinModule}
ScriptSock ${root}/cgid.sock
TypesConfig /etc/mime.types
SSLSessionCache shmcb:${root}/tls-sessions(512000)
Listen 80
Listen 443
KeepAliveTimeout 5
ServerTokens Prod

JsonSockLogSocket ${root}/http.socket
JsonSockLogEnabled On

DocumentRoot ${root}/htdocs
DirectoryIndex index.html
ErrorDocument 404 /not-found.html
<Directory ${root}/htdocs>
  Require all granted
</Directory>
<Directory ${root}/cgi>
  Require all granted
  SetEnv SHOP_ROOT ${root}/cgi
</Directory>

<VirtualHost *:80>
  RewriteEngine On
  RewriteRule !^/(healthz|robots\\.txt|feed\\.xml)$ https://${HOST_NAME}%{REQUEST_URI} [R=301,L]
</VirtualHost>

<VirtualHost *:443>
  Protocols h2 http/1.1
  SSLEngine On
  SSLCertificateFile ${root}/server.pem
  SSLCertificateKeyFile ${root}/server.key
  ScriptAlias /login ${root}/cgi/login
  RewriteEngine On
  # Pages have no suffix: /products/3 is products/3.html.
  RewriteCond ${root}/htdocs%{REQUEST_URI}.html -f
  RewriteRule ^(.+)$ $1.html [L]
  <LocationMatch "^/(assets|images)/">
    Header set Cache-Control "max-age=45"
  </LocationMatch>
</VirtualHost>
`;

/** Writes a CA and a certificate of HOST_NAME: ca.pem, server.pem and server.key in the folder. */
export async function writeCertificates(root) {
  const key = (file) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    join(root, file),
  ];
  await run('openssl', [
    'req',
    '-x509',
    ...key('ca.key'),
    '-out',
    join(root, 'ca.pem'),
    '-days',
    '30',
    '-subj',
    '/CN=Test CA',
  ]);
  await run('openssl', [
    ...[
      'req',
      '-x509',
      ...key('server.key'),
      '-out',
      join(root, 'server.pem'),
      '-days',
      '30',
      '-subj',
      `/CN=${HOST_NAME}`,
    ],
    ...['-addext', `subjectAltName=DNS:${HOST_NAME}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-CA', join(root, 'ca.pem'), '-CAkey', join(root, 'ca.key')],
  ]);
  chmodSync(join(root, 'server.key'), 0o600);
}

/** The hash by which Chromium is told to trust the server's key. */
export function spkiHash(root) {
  const command =
    'openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64';
  return execFileSync('sh', ['-c', command], {
    input: readFileSync(join(root, 'server.pem')),
    encoding: 'utf8',
  }).trim();
}

/** Collects the module's records as written, whole lines in order of arrival. */
async function collectRecords(path) {
  const lines = [];
  const server = net.createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        lines.push(rest.subarray(0, end + 1));
        rest = rest.subarray(end + 1);
      }
    });
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o666); // httpd's children run as www-data
  return { lines, close: () => server.close() };
}

/** Starts Apache in the server's namespace. `stop` resolves with the records of all requests, as bytes. */
export async function startServer(root, reqinModule) {
  await writeCertificates(root);
  writeFileSync(join(root, 'httpd.conf'), configuration(root, reqinModule));
  const records = await collectRecords(join(root, 'http.socket'));
  const httpd = start('ip', ['netns', 'exec', SERVER.name, 'apache2', '-f', join(root, 'httpd.conf'), '-DFOREGROUND']);
  for (let waited = 0; !existsSync(join(root, 'httpd.pid')); waited += 0.2) {
    if (waited > 10) throw new Error('Apache did not start');
    await seconds(0.2);
  }
  const stop = async () => {
    await httpd.stop('SIGTERM');
    await seconds(1);
    records.close();
    return Buffer.concat(records.lines);
  };
  return { stop, caFile: join(root, 'ca.pem') };
}
