import { existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Logs of the set-up and the record of what was built from which sources. */
export const setupDir = join(root, 'build', 'setup');
export const localBin = join(root, 'node_modules', '.bin');

/** Directories that hold servers but are missing from many people's PATH. */
export const serverDirs = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** Returns the path of the first of these programs that the machine has, or undefined. */
export function findProgram(...names) {
  const dirs = [...(process.env.PATH ?? '').split(delimiter), ...serverDirs].filter(Boolean);
  for (const name of names) {
    const dir = dirs.find((candidate) => existsSync(join(candidate, name)));
    if (dir) return join(dir, name);
  }
  return undefined;
}

/** True when `path` is in `directory`, however deep. */
export function isInside(directory, path) {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
