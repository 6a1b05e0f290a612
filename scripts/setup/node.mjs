import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from './fail.mjs';
import { localBin, root, serverDirs } from './paths.mjs';

const wantedMajor = 24;

/**
 * Returns the Node that runs every process of the platform: the one that npm installed with the packages, else the
 * machine's own when it is new enough.
 *
 * @throws SetupError when there is neither.
 */
export function platformNode() {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  throw new SetupError(
    `There is no packaged Node ${wantedMajor} for ${process.platform} on ${process.arch}: ` +
      `install Node ${wantedMajor} and run this again (found ${process.version}).`,
  );
}

/** Environment in which `node` and every development tool are the project's own, and servers are found. */
export function platformEnv() {
  const path = [localBin, process.env.PATH ?? '', ...serverDirs];
  return { ...process.env, PATH: path.filter(Boolean).join(delimiter) };
}
