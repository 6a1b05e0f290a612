// A private Apache with mod_reqin_log and a reader of its socket, for tests.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SOURCES = new URL('../mod_reqin_log', import.meta.url).pathname;
const PROGRAMS = ['apache2', 'apxs', 'cc', 'make', 'curl', 'openssl'];

/** The programs these tests need, and those named, that are not on the PATH. */
export function missingPrograms(...others) {
  const isMissing = (name) => !process.env.PATH.split(':').some((folder) => existsSync(join(folder, name)));
  return [...PROGRAMS, ...others].filter(isMissing);
}

let sanitizes;

/** Whether the compiler has AddressSanitizer and UndefinedBehaviorSanitizer. */
export function compilerSanitizes() {
  const args = ['-fsanitize=address,undefined', '-xc', '-', '-o', '/dev/null'];
  sanitizes ??= spawnSync('cc', args, { input: 'int main(void) { return 0; }' }).status === 0;
  return sanitizes;
}

/** Builds the module, with the sanitizers when the compiler has them and `sanitized` asks for it. */
function buildModule(sanitized) {
  const isSanitized = sanitized && compilerSanitizes();
  execFileSync('make', ['-C', SOURCES, ...(isSanitized ? ['SANITIZE=1'] : [])], { stdio: 'ignore' });
  return { isSanitized, path: join(SOURCES, isSanitized ? 'build/sanitized' : 'build', 'mod_reqin_log.so') };
}

/** httpd itself is not sanitized: the runtime has to be there before it, and what httpd leaks is not ours. */
function sanitizerEnvironment(root) {
  const runtime = execFileSync('cc', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).trim();
  const options = `detect_leaks=0:log_path=${root}/sanitizer`;
  return { LD_PRELOAD: runtime, ASAN_OPTIONS: options, UBSAN_OPTIONS: `print_stacktrace=1:${options}` };
}

/** httpd and what it forks under memcheck; a module that is unloaded still has its names. */
const memcheckCommand = (root) => [
  'valgrind',
  '--leak-check=full',
  '--show-leak-kinds=definite',
  '--num-callers=40',
  '--keep-debuginfo=yes',
  `--log-file=${root}/memcheck.%p`,
];

/** Of what memcheck found, what the module has a part in; httpd and OpenSSL have findings of their own. */
function memcheckFindings(root) {
  const reports = readdirSync(root).filter((name) => name.startsWith('memcheck.'));
  if (reports.length < 2) throw new Error('httpd and its child did not both run under memcheck');
  return reports
    .flatMap((name) => readFileSync(join(root, name), 'utf8').split(/^==\d+== $/m))
    .filter((finding) =>
      /mod_reqin_log\.so|\((?:child|config|connection|fields|flusher|h2|handshake|hello|hpack|json|mod_reqin_log|record|sink|syn)\.c:/.test(
        finding,
      ),
    );
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Reads records from the module's socket; `records` fills as they arrive, or, when `paused`, once `resume` is called. */
export async function listen(path, { paused = false } = {}) {
  const records = [];
  const sockets = new Set();
  const server = net.createServer({ pauseOnConnect: paused }, (socket) => {
    sockets.add(socket);
    let rest = '';
    socket.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      records.push(...lines.map((line) => JSON.parse(line)));
    });
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o666);
  const close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  const resume = () => sockets.forEach((socket) => socket.resume());
  return { records, isConnected: () => sockets.size > 0, resume, close };
}

export async function until(isTrue, what) {
  for (let tries = 0; !(await isTrue()); tries++) {
    if (tries > 400) throw new Error(`waited 20 s for ${what}`);
    await pause(50);
  }
}

const configuration = ({ root, port, tlsPort, modulePath, extra, inTlsHost, mpm, socket }) => `
ServerRoot ${root}
ServerName shop.example
PidFile ${root}/httpd.pid
DefaultRuntimeDir ${root}
ErrorLog ${root}/error.log
LoadModule mpm_${mpm}_module /usr/lib/apache2/modules/mod_mpm_${mpm}.so
${['authz_core', 'ssl', 'http2', 'dir', 'headers', 'remoteip', 'env', 'alias', 'cgid', 'proxy', 'proxy_http']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
LoadModule reqin_log_module ${modulePath}
StartServers 1
ServerLimit 1
GracefulShutdownTimeout 10
User www-data
Group www-data
ScriptSock ${root}/cgid.sock
Listen 127.0.0.1:${port}
Listen 127.0.0.1:${tlsPort}
DocumentRoot ${root}/htdocs
DirectoryIndex index.html
ErrorDocument 404 /missing.html
ScriptAlias /echo ${root}/echo
RequestHeader unset X-Early early
RequestHeader set X-Added late
<Directory ${root}>
  Require all granted
</Directory>
${socket ? `JsonSockLogSocket ${root}/http.socket` : ''}
JsonSockLogEnabled On
${extra}
<VirtualHost *:${tlsPort}>
  JsonSockLogEnabled On
  Protocols h2 http/1.1
  SSLEngine On
  SSLCertificateFile ${root}/server.pem
  SSLCertificateKeyFile ${root}/server.key
${inTlsHost}
</VirtualHost>
`;

/**
 * Makes a folder with site, certificate and configuration, and starts Apache in it. `extra` is added to the
 * configuration, `inTlsHost` to its virtual host with TLS, `env` to its environment.
 */
export async function startApache(options = {}) {
  const { extra = '', inTlsHost = '', mpm = 'event', sanitized = false, memcheck = false } = options;
  const { socket = true, env: more = {} } = options;
  const module = buildModule(sanitized);
  const root = mkdtempSync(join(tmpdir(), 'ja4-native-'));
  chmodSync(root, module.isSanitized ? 0o777 : 0o755); // httpd's children write the sanitizer's findings
  mkdirSync(join(root, 'htdocs'));
  writeFileSync(join(root, 'htdocs/index.html'), 'hello\n');
  writeFileSync(join(root, 'htdocs/missing.html'), 'nothing here\n');
  writeFileSync(join(root, 'echo'), '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n"\nexec cat\n');
  chmodSync(join(root, 'echo'), 0o755);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=shop.example'];
  const files = ['-keyout', join(root, 'server.key'), '-out', join(root, 'server.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...files], { stdio: 'ignore' });
  const [port, tlsPort] = [await freePort(), await freePort()];
  const settings = { root, port, tlsPort, modulePath: module.path, extra, inTlsHost, mpm, socket };
  writeFileSync(join(root, 'httpd.conf'), configuration(settings));
  // A process group of its own: the prefork MPM stops by a signal to its whole group.
  const env = { ...process.env, ...(module.isSanitized ? sanitizerEnvironment(root) : {}), ...more };
  const args = ['apache2', '-f', join(root, 'httpd.conf'), '-DFOREGROUND'];
  const [program, ...rest] = memcheck ? [...memcheckCommand(root), ...args] : args;
  const httpd = spawn(program, rest, { stdio: 'ignore', detached: true, env });
  const errorLog = () => (existsSync(join(root, 'error.log')) ? readFileSync(join(root, 'error.log'), 'utf8') : '');
  await until(() => errorLog().includes('resuming normal operations') || httpd.exitCode !== null, 'Apache');
  if (httpd.exitCode !== null) throw new Error(`Apache ended: ${errorLog()}`);
  /**
   * Throws what the sanitizers or memcheck found, or that a child of Apache crashed. It stops gracefully: at SIGTERM
   * the event MPM frees what its workers still use, without waiting for them, and so may crash with no module loaded.
   */
  const stop = async () => {
    if (httpd.kill('SIGWINCH')) await once(httpd, 'exit');
    const findings = readdirSync(root).filter((name) => name.startsWith('sanitizer.'));
    const crash = /.*exit signal.*/.exec(errorLog())?.[0];
    const found = [
      ...findings.map((name) => readFileSync(join(root, name), 'utf8')),
      ...(memcheck ? memcheckFindings(root) : []),
    ].join('\n');
    rmSync(root, { recursive: true, force: true });
    if (found || crash) throw new Error(crash ? `${crash}\n${found}` : found);
  };
  const restart = () => httpd.kill('SIGUSR1');
  return { root, port, tlsPort, socketPath: join(root, 'http.socket'), pid: httpd.pid, restart, stop, errorLog };
}

/** Sends bytes on one connection and resolves with all that came back. */
export async function exchange(port, bytes) {
  const socket = net.connect(port, '127.0.0.1');
  const parts = [];
  socket.on('data', (data) => parts.push(data));
  await once(socket, 'connect');
  const { localPort } = socket;
  socket.write(bytes);
  await once(socket, 'close');
  return { localPort, text: Buffer.concat(parts).toString('latin1') };
}
