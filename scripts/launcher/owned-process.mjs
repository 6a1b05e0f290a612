import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../setup/paths.mjs';

const watcher = fileURLToPath(new URL('watcher.mjs', import.meta.url));

/**
 * Starts a program that cannot outlive this process, even when this process is killed: the project's own programs
 * (`script`) watch the pipe on their standard input, others (`program`) get a parent-death signal from the kernel, or
 * where `setpriv` is missing a watcher that does the same. It has its own session, so that a Ctrl-C meant for the
 * launcher leaves the order of stopping to it.
 */
export function spawnOwned({ flags = [], script, program, args = [], env = {}, niceness = 0 }) {
  const own = script ? [process.execPath, ...flags, script, ...args] : guarded(program, args);
  // From its first instruction on: a thread that it had before would not yield.
  const [command, ...rest] = niceness > 0 ? ['nice', '-n', String(niceness), ...own] : own;
  const child = spawn(command, rest, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env, JA4_SUPERVISED: '1' },
  });
  if (niceness > 0 && child.pid !== undefined) yieldSession(child.pid, niceness);
  return child;
}

/** Linux shares the processor among sessions first (sched(7), autogroup), and each of these processes is one. */
function yieldSession(pid, niceness) {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // It has ended, or this system has no such groups: then niceness alone counts.
  }
}

function guarded(program, args) {
  const setpriv = findProgram('setpriv');
  if (setpriv) return [setpriv, '--pdeathsig', 'SIGKILL', '--', program, ...args];
  return [process.execPath, watcher, program, ...args];
}
