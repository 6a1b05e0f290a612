import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { SetupError } from '../setup/fail.mjs';
import { findProgram, root } from '../setup/paths.mjs';

const capture = join(root, 'bench', 'sample', 'sample.pcap');
const recordLimitMs = 10_000;

/**
 * Unpacks the packages into a scratch root and runs what is in it.
 *
 * @param {string[]} debs paths of the packages
 * @param {string} scratch directory to make
 * @param {(message: string) => void} say
 * @throws SetupError naming what does not run as it should
 */
export async function tryInstalled(debs, scratch, say) {
  for (const dir of ['info', 'updates']) mkdirSync(join(scratch, 'var/lib/dpkg', dir), { recursive: true });
  writeFileSync(join(scratch, 'var/lib/dpkg/status'), '');
  // What they depend on is the machine's, and so is where their scripts run, which know the scratch root. Only the module's
  // would enable it in the machine's own Apache: it is not configured.
  const dpkg = ['--force-not-root', '--force-depends', '--force-script-chrootless', `--root=${scratch}`];
  run('dpkg', [...dpkg, '--unpack', ...debs]);
  run('dpkg', [...dpkg, '--configure', 'ja4-sensor']);
  say(`dpkg has installed ${debs.map((deb) => basename(deb)).join(' and ')} into a scratch root.`);
  trySensor(scratch, say);
  if (findProgram('apache2')) await tryModule(scratch, say);
  else say('The installed module: skipped, apache2 is not installed');
}

/** @throws SetupError with what the program said */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  throw new SetupError(`${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** The installed sensor, on the installed Node, says of each ClientHello what the tested build says. */
function trySensor(scratch, say) {
  const program = join(scratch, 'usr/lib/ja4-sensor');
  const node = join(program, 'bin/node');
  const modules = join(program, 'node_modules');
  const printed = run(node, [join(modules, '@ja4-platform/sensors/dist/cli.js'), 'fingerprint', '--json', capture]);
  const expected = run(process.execPath, [join(root, 'sensors/dist/cli.js'), 'fingerprint', '--json', capture]);
  if (printed !== expected) throw new SetupError('The installed ja4-sensor prints other fingerprints than the build.');
  const hellos = printed.trimEnd().split('\n');
  const ja4s = new Set(hellos.map((line) => JSON.parse(line).ja4));
  say(
    `The installed ja4-sensor prints ${hellos.length} ClientHellos of sample.pcap, ${ja4s.size} JA4s, as the build does.`,
  );
  run(node, ['--eval', `require(${JSON.stringify(join(modules, 'pcap'))}).findalldevs()`]);
  say('The installed binding to libpcap loads.');
}

/** The installed module, as the installed snippets load it into the machine's Apache, writes a record of a request. */
async function tryModule(scratch, say) {
  const port = await freePort();
  const socket = join(scratch, 'http.socket');
  const config = join(scratch, 'apache.conf');
  const mods = join(scratch, 'etc/apache2/mods-available');
  const inScratch = (file) =>
    readFileSync(join(mods, `${file}.dpkg-new`), 'utf8') // what dpkg calls it until the package is configured
      .replace('/usr/lib/apache2', join(scratch, 'usr/lib/apache2'))
      .replace('/var/run/logcorr/http.socket', socket);
  const lines = [
    `ServerRoot ${scratch}`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${scratch}/apache.pid`,
    `ErrorLog ${scratch}/error.log`,
    `DocumentRoot ${scratch}/usr/share/doc`,
    'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so',
    'LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so',
    inScratch('reqin_log.load'),
    inScratch('reqin_log.conf'),
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  run('apache2', ['-t', '-f', config]);
  say('apache2 -t takes the installed module and snippet.');

  const server = createServer();
  server.listen(socket);
  await once(server, 'listening');
  // Apache's children run as another user.
  for (const [path, mode] of [
    [socket, 0o666],
    [scratch, 0o755],
    [join(scratch, '..'), 0o711],
  ])
    chmodSync(path, mode);
  run('apache2', ['-f', config, '-k', 'start']);
  try {
    const record = firstRecord(server);
    const { status } = await fetch(`http://127.0.0.1:${port}/scratch?x=1`);
    const { kind, path, query, status: recorded } = await record;
    if (kind !== 'request' || path !== '/scratch' || query !== 'x=1' || recorded !== status) {
      throw new SetupError(`The record of the request is wrong: ${kind} ${path} ${query} ${recorded}`);
    }
    say(`A request to Apache (status ${status}) arrived on the socket as a record.`);
  } finally {
    execFileSync('apache2', ['-f', config, '-k', 'stop'], { stdio: 'ignore' });
    server.close();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Resolves with the first line that any connection to the server brings. */
async function firstRecord(server) {
  const signal = AbortSignal.timeout(recordLimitMs);
  try {
    const [connection] = await once(server, 'connection', { signal });
    let text = '';
    while (!text.includes('\n')) text += (await once(connection, 'data', { signal }))[0];
    connection.destroy();
    return JSON.parse(text.slice(0, text.indexOf('\n')));
  } catch (error) {
    throw new SetupError(`No record of a request arrived on the socket: ${error.message}`);
  }
}
