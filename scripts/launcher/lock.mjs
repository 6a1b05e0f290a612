import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/fail.mjs';

export const lockName = 'launcher.lock';

/**
 * Takes the data directory for this process. A lock whose holder is gone, however it ended, counts for nothing.
 *
 * @returns a function that gives it back
 * @throws SetupError that says who holds it
 */
export async function takeLock(dataDir, command) {
  const path = join(dataDir, lockName);
  const mine = { pid: process.pid, born: birthOf(process.pid), command, since: new Date().toISOString() };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    while (!linked(draft, path)) {
      const holder = read(path);
      if (holder && holder.pid !== process.pid && birthOf(holder.pid) === holder.born) {
        throw new SetupError(
          `${dataDir} is in use by process ${holder.pid} (${holder.command}, since ${holder.since}). ` +
            'Stop it first, or set JA4_DATA_DIR to another directory.',
        );
      }
      renameSync(path, `${draft}.stale`);
      rmSync(`${draft}.stale`);
    }
    // Whoever judged the old lock stale at the same moment may have moved this new one away: only a lock that stays counts.
    await sleep(50);
    if (read(path)?.pid !== process.pid) throw new SetupError(`${dataDir} was taken by another process just now.`);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Returns when a process was started (clock ticks since boot), so that a reused id is not mistaken for the holder;
 * 'alive' where there is no /proc, undefined when there is no such process.
 */
function birthOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name in parentheses may hold spaces; field 22 is the start time, the first after it is field 3.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
  }
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return error.code === 'EPERM' ? 'alive' : undefined;
  }
}
