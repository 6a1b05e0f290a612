// The private Apaches of the test bed: the server with the module, and the proxies before it without.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, seconds } from '../../sample/make/run.mjs';
import { proxies, server } from './hosts.mjs';
import { socketsIn } from './sensor.mjs';

const MODULES_FOLDER = '/usr/lib/apache2/modules';
const MODULE_SOURCES = fileURLToPath(new URL('../../../native/mod_reqin_log/', import.meta.url));
/** Where the server expects the PROXY protocol. */
export const balancedPort = 8443;

const common = (root, modules) => `
ServerRoot ${root}
ServerName shop.example
PidFile ${root}/httpd.pid
DefaultRuntimeDir ${root}
ErrorLog ${root}/error.log
User www-data
Group www-data
${modules.map((name) => `LoadModule ${name}_module ${MODULES_FOLDER}/mod_${name}.so`).join('\n')}
SSLSessionCache shmcb:${root}/tls-sessions(512000)
`;

const tlsHost = (work, port, inside) => `
<VirtualHost *:${port}>
  Protocols h2 http/1.1
  SSLEngine On
  SSLCertificateFile ${work}/server.pem
  SSLCertificateKeyFile ${work}/server.key
${inside}
</VirtualHost>
`;

const serverConfiguration = (work, root, extra) => `
${common(root, ['mpm_event', 'authz_core', 'ssl', 'socache_shmcb', 'http2', 'remoteip', 'reqtimeout', 'dir'])}
LoadModule reqin_log_module ${MODULE_SOURCES}/build/mod_reqin_log.so
Listen 80
Listen 443
Listen ${balancedPort}
# What httpd itself says of each request: the peer, its port, the client, the status, the line of the request.
LogFormat "%{c}a\\t%{remote}p\\t%a\\t%>s\\t%r" truth
CustomLog ${root}/access.log truth
DocumentRoot ${root}/htdocs
<Directory ${root}/htdocs>
  Require all granted
  ForceType text/html
  FallbackResource /index.html
</Directory>
RemoteIPHeader X-Forwarded-For
RemoteIPInternalProxy ${proxies.trusted.address}
SSLOpenSSLConfCmd Groups X25519:P-256
JsonSockLogSocket ${socketsIn(work).http}
JsonSockLogEnabled On
${extra}
<VirtualHost *:80>
</VirtualHost>
${tlsHost(work, 443, '')}
${tlsHost(work, balancedPort, 'RemoteIPProxyProtocol On')}
`;

const proxyConfiguration = (work, root) => `
${common(root, ['mpm_event', 'authz_core', 'ssl', 'socache_shmcb', 'http2', 'proxy', 'proxy_http'])}
Listen 443
SSLProxyEngine On
SSLProxyVerify none
SSLProxyCheckPeerName Off
ProxyPreserveHost On
${tlsHost(work, 443, `  ProxyPass / https://${server.ipv4}/`)}
`;

async function startHttpd(namespace, root, configuration) {
  writeFileSync(join(root, 'httpd.conf'), configuration);
  const args = ['netns', 'exec', namespace, 'apache2', '-f', join(root, 'httpd.conf'), '-DFOREGROUND'];
  const httpd = spawn('ip', args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  httpd.stderr.on('data', (text) => (said += text));
  for (let waited = 0; !existsSync(join(root, 'httpd.pid')); waited += 0.1) {
    if (waited > 20 || httpd.exitCode !== null) throw new Error(`Apache did not start: ${said}${errorLog(root)}`);
    await seconds(0.1);
  }
  const stop = async () => {
    if (httpd.exitCode === null && httpd.kill('SIGTERM')) await once(httpd, 'exit');
  };
  return { stop, restart: () => httpd.kill('SIGUSR1'), pid: httpd.pid, errorLog: () => errorLog(root) };
}

function errorLog(root) {
  return existsSync(join(root, 'error.log')) ? readFileSync(join(root, 'error.log'), 'utf8') : '';
}

/** Builds the module as `npm run build -w native` does. */
export const buildModule = () => run('make', ['-C', MODULE_SOURCES]);

/** A request as httpd's own log has it. */
function requestOf(line) {
  const [src_ip, port, client_ip, status, request] = line.split('\t');
  const [method, target] = request.split(' ');
  return { src_ip, src_port: Number(port), client_ip, status: Number(status), method, target };
}

/** Starts the server anew with directives of `extra`; `requests` are those it has answered since. */
export async function startServer(work, name, extra) {
  const root = join(work, `server-${name}`);
  mkdirSync(join(root, 'htdocs'), { recursive: true });
  const links = ['kitchen', 'living', 'garden'].map((page) => `<a href="/${page}">${page}</a>`);
  writeFileSync(join(root, 'htdocs/index.html'), `<!doctype html><title>shop</title>${links.join('\n')}\n`);
  const httpd = await startHttpd(server.name, root, serverConfiguration(work, root, extra));
  const requests = () => readFileSync(join(root, 'access.log'), 'utf8').split('\n').filter(Boolean).map(requestOf);
  return { ...httpd, requests };
}

export async function startProxy(work, { namespace, name }) {
  const root = join(work, `proxy-${name}`);
  mkdirSync(root);
  return startHttpd(namespace, root, proxyConfiguration(work, root));
}
