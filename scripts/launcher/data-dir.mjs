import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../setup/fail.mjs';
import { lockName } from './lock.mjs';

const marker = 'ja4-data-dir';
/** Length of sockaddr_un.sun_path on Linux, less its end and a margin for the name Redis binds first. */
const maxSocketPath = 100;

/**
 * Makes the directory of everything that is kept, readable by its owner alone, with a directory for logs.
 *
 * @throws SetupError when it exists and holds something else: it would be emptied by `demo --fresh`.
 */
export function openDataDir(dataDir) {
  if (existsSync(dataDir) && !isOurs(dataDir)) {
    throw new SetupError(`JA4_DATA_DIR=${dataDir} holds other files: give a new or empty directory.`);
  }
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  chmodSync(dataDir, 0o700);
  writeFileSync(
    join(dataDir, marker),
    'Everything the ja4-platform keeps. Remove it as a whole while nothing runs on it.\n',
  );
}

function isOurs(dataDir) {
  if (!lstatSync(dataDir).isDirectory()) return false;
  const names = readdirSync(dataDir);
  return names.length === 0 || names.includes(marker) || names.includes('admin.key');
}

/** Empties an open data directory that this process holds the lock of. */
export function emptyDataDir(dataDir) {
  for (const name of readdirSync(dataDir)) {
    if (name !== lockName && name !== marker) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  openDataDir(dataDir);
}

/** Returns the path of a file that holds a secret for the children, made at first use. */
export function secretFile(dataDir, name) {
  const path = join(dataDir, name);
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  return path;
}

/**
 * Returns where a socket of this data directory can live: in the directory itself or, where that path is too long for
 * a UNIX socket, in a directory of our own under `shortDir`.
 *
 * @throws SetupError when somebody else made a directory of that name
 */
export function socketPath(dataDir, name, shortDir = process.env.XDG_RUNTIME_DIR || tmpdir()) {
  const path = join(dataDir, name);
  if (Buffer.byteLength(path) <= maxSocketPath) return path;
  const short = join(shortDir, `ja4-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(short);
  if (uid !== process.getuid() || (mode & 0o77) !== 0) throw new SetupError(`${short} exists and is not only ours.`);
  return join(short, name);
}
