// Sets up what a command of package.json needs and runs it: plain JavaScript, no dependency, any Node from 20 on, since
// it runs on a bare clone. Everything after it runs on the project's own Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { ensureCapture } from './setup/capture.mjs';
import { orExit, SetupError } from './setup/fail.mjs';
import { platformEnv, platformNode } from './setup/node.mjs';
import { npmWatch } from './setup/npm-parent.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { ensureSystem } from './setup/system.mjs';

const redis = process.env.REDIS_URL ? [] : ['redis'];
const testPrograms = ['browser', 'httpd', 'apxs', 'compiler', 'make', 'curl', 'openssl'];
const capturePrograms = ['cxx', 'make', 'python', 'pcap'];
/** A network of namespaces, and clients: bench/testbed. */
const testbedPrograms = ['ip', 'ethtool', 'sysctl', 'tcpdump', 'tshark', 'wget', 'gnutls', 'firefox'];

const npmIsThere = npmWatch();

/** What each command needs from the machine, and the program it runs in the end. */
const commands = {
  demo: { system: redis, program: ['scripts/launch.mjs', 'demo'] },
  start: { system: redis, program: ['scripts/launch.mjs', 'start'] },
  test: {
    system: [...redis, ...testPrograms, ...capturePrograms],
    optional: testbedPrograms,
    capture: true,
    program: ['scripts/test.mjs'],
  },
  build: { system: [] },
  check: { system: [], program: ['scripts/check.mjs'], buildsItself: true },
  bench: { system: redis, program: ['bench/dist/main.js'] },
  'bench:forest': { system: [], program: ['bench/dist/forest/main.js'] },
  package: { system: ['apxs', 'compiler', 'cxx', 'make', 'pcap'], program: ['scripts/package/main.mjs'] },
};

/**
 * Runs a program of the project in place of this process as far as Node allows: signals are passed on, its exit is
 * ours. The channel tells it when this process is gone, whatever ended it.
 */
function become([script, ...fixed], args) {
  const child = spawn(platformNode(), [join(root, script), ...fixed, ...args], {
    cwd: root,
    env: platformEnv(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const timer = setInterval(() => {
    if (npmIsThere()) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
  child.on('error', (error) => orExit(() => Promise.reject(error)));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** For what only some tests need: where it cannot be had, they say so and are skipped. */
async function tryTo(set, what) {
  try {
    await set();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${what}:\n${error.message}\n`);
  }
}

await orExit(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, name ?? '')) {
    throw new SetupError(`usage: node scripts/bootstrap.mjs ${Object.keys(commands).join('|')} [arguments]`);
  }
  const command = commands[name];
  await ensureSystem(command.system);
  if (command.optional) await tryTo(() => ensureSystem(command.optional), 'Tests on real networks are skipped in part');
  await ensurePackages();
  const namesRooms = name === 'test' && args.length > 0 && !args.some((word) => word.includes('ui'));
  if (!command.buildsItself) await ensureBuilt({ mayKeepDashboard: namesRooms });
  if (command.capture) await tryTo(ensureCapture, 'Live capture is not built');
  if (command.program) become(command.program, args);
});
