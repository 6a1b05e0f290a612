import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../setup/paths.mjs';

const watcher = fileURLToPath(new URL('watcher.mjs', import.meta.url));

/**
 * Starts a program that cannot outlive this process, even when this process is killed: the project's own programs
 * (`script`) watch the pipe on their standard input, others (`program`) get a parent-death signal from the kernel, or
 * where `setpriv` is missing a watcher that does the same. It has its own session, so that a Ctrl-C meant for the
 * launcher leaves the order of stopping to it.
 */
export function spawnOwned({ flags = [], script, program, args = [], env = {} }) {
  const [command, ...rest] = script ? [process.execPath, ...flags, script, ...args] : guarded(program, args);
  return spawn(command, rest, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env, JA4_SUPERVISED: '1' },
  });
}

function guarded(program, args) {
  const setpriv = findProgram('setpriv');
  if (setpriv) return [setpriv, '--pdeathsig', 'SIGKILL', '--', program, ...args];
  return [process.execPath, watcher, program, ...args];
}
