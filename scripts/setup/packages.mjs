import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './command.mjs';
import { localBin, root } from './paths.mjs';
import { withProgress } from './progress.mjs';

const readLock = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** True when this machine is one that the locked package is made for. */
function fitsMachine({ os, cpu }, platform = process.platform, arch = process.arch) {
  const allows = (list, value) => !list || [list].flat().includes(value);
  return allows(os, platform) && allows(cpu, arch);
}

/**
 * True when node_modules (as npm's own record of it says) holds what the lock asks for. Optional packages may be
 * missing: npm leaves out what does not fit the machine.
 */
export function packagesMatchLock(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const present = installed[path];
    if (!present) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return present.link === entry.link && present.version === entry.version && present.integrity === entry.integrity;
  });
}

function packagesAreInstalled(wanted) {
  try {
    return packagesMatchLock(wanted, readLock(join(root, 'node_modules', '.package-lock.json')));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Installs the locked npm packages unless they are there. No package's install script is run. */
export async function ensurePackages() {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (packagesAreInstalled(wanted)) return;

  // npm must not run on the Node inside the node_modules that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== localBin);
  const env = { ...process.env, PATH: path.join(delimiter) };
  // What a person's npm configuration may say against development or optional packages does not count here.
  delete env.NODE_ENV;
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-engine-strict',
    '--loglevel=http',
  ];

  const total = Object.entries(wanted).filter(
    ([p, e]) => p.includes('node_modules/') && !e.link && fitsMachine(e),
  ).length;
  let fetched = 0;
  await withProgress(
    'Installing npm packages',
    () =>
      runQuietly('npm-ci', 'npm', args, {
        env,
        onLine: (line) => {
          if (line.includes('http fetch GET 200')) fetched++;
        },
      }),
    () => (fetched ? `${Math.min(fetched, total)} of ${total} fetched` : ''),
  );
}
