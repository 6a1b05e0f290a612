import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, rootDir } from '../platform.js';
import { childrenOf, cpuSecondsOf } from '../proc.js';

const fileBytes = 10_240;
const modulesDir = '/usr/lib/apache2/modules';
const modulePath = join(rootDir, 'native', 'mod_reqin_log', 'build', 'mod_reqin_log.so');

/** Without the module, with it and a reader of its socket, with it and nobody at the socket. */
export type Variant = 'without' | 'with' | 'sensor_absent';

export interface ApacheServer {
  readonly url: string;
  /** CPU time of all its processes so far. */
  cpuSeconds(): number;
  /** Resolves with the lines that the reader of the socket has seen; 0 without a reader. */
  stop(): Promise<number>;
}

const configuration = (root: string, port: number, variant: Variant): string => `
ServerRoot ${root}
ServerName bench.example
PidFile ${root}/httpd.pid
DefaultRuntimeDir ${root}
ErrorLog ${root}/error.log
${['mpm_event', 'authz_core', 'ssl'].map((name) => `LoadModule ${name}_module ${modulesDir}/mod_${name}.so`).join('\n')}
User www-data
Group www-data
Listen 127.0.0.1:${port}
DocumentRoot ${root}/htdocs
KeepAlive On
MaxKeepAliveRequests 0
<Directory ${root}/htdocs>
  Require all granted
</Directory>
SSLEngine On
SSLCertificateFile ${root}/server.pem
SSLCertificateKeyFile ${root}/server.key
${variant === 'without' ? '' : moduleConfiguration(root)}
`;

const moduleConfiguration = (root: string): string => `
LoadModule reqin_log_module ${modulePath}
JsonSockLogSocket ${root}/http.socket
JsonSockLogEnabled On
JsonSockLogTLS On
`;

/** Reads as the sensor's socket does, and counts lines: what a sensor does with them is not Apache's cost. */
const readerScript = `
let lines = 0;
const server = require('node:net').createServer((socket) => socket.on('data', (data) => {
  for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) lines++;
}));
server.listen(process.argv[1], () => require('node:fs').chmodSync(process.argv[1], 0o666));
process.on('SIGTERM', () => process.stdout.write(String(lines), () => process.exit()));
`;

/** Starts a private Apache with one static file of 10 KB, over TLS. @throws Error with its error log when it ends. */
export async function startApache(variant: Variant): Promise<ApacheServer> {
  const root = mkdtempSync(join(tmpdir(), 'ja4-bench-apache-'));
  chmodSync(root, 0o755);
  mkdirSync(join(root, 'htdocs'));
  writeFileSync(join(root, 'htdocs', 'file.bin'), Buffer.alloc(fileBytes, 'x'));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=bench.example'];
  const files = ['-keyout', join(root, 'server.key'), '-out', join(root, 'server.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...files], { stdio: 'ignore' });
  const port = await freePort();
  writeFileSync(join(root, 'httpd.conf'), configuration(root, port, variant));
  const reader = variant === 'with' ? await startReader(join(root, 'http.socket')) : null;
  const httpd = spawn('apache2', ['-f', join(root, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'ignore' });
  while (!existsSync(join(root, 'httpd.pid'))) {
    if (httpd.exitCode !== null) throw new Error(`Apache ended: ${readFileSync(join(root, 'error.log'), 'utf8')}`);
    await sleep(50);
  }
  const { pid } = httpd;
  if (pid === undefined) throw new Error('Apache did not start');
  return {
    url: `https://127.0.0.1:${port}/file.bin`,
    cpuSeconds: () => [pid, ...childrenOf(pid)].reduce((sum, id) => sum + cpuSecondsOf(id), 0),
    async stop() {
      if (httpd.kill('SIGTERM')) await once(httpd, 'exit');
      const lines = reader ? await countOf(reader) : 0;
      rmSync(root, { recursive: true, force: true });
      return lines;
    },
  };
}

async function startReader(socketPath: string): Promise<ChildProcess> {
  const reader = spawn(process.execPath, ['-e', readerScript, socketPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  while (!existsSync(socketPath)) await sleep(20);
  return reader;
}

async function countOf(reader: ChildProcess): Promise<number> {
  let text = '';
  reader.stdout?.on('data', (data: Buffer) => (text += data.toString()));
  await sleep(200);
  if (reader.kill('SIGTERM')) await once(reader, 'close');
  return Number(text);
}
