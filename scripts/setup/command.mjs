import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './fail.mjs';
import { root, setupDir } from './paths.mjs';

/** Resolves with the exit code of a command whose output goes line by line to `onLine`. */
export function runLines(command, args, { cwd = root, env = process.env, onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        lines.forEach(onLine);
      });
      stream.on('end', () => rest && onLine(rest));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command whose output only matters when it fails.
 *
 * @throws SetupError with the last lines of the output, and the path of a log that holds them all.
 */
export async function runQuietly(name, command, args, { onLine = () => {}, ...options } = {}) {
  mkdirSync(setupDir, { recursive: true });
  const log = join(setupDir, `${name}.log`);
  const fd = openSync(log, 'w');
  let code;
  try {
    code = await runLines(command, args, {
      ...options,
      onLine: (line) => {
        writeSync(fd, `${line}\n`);
        onLine(line);
      },
    });
  } catch (error) {
    throw new SetupError(`${command} could not be started: ${error.message}`);
  } finally {
    closeSync(fd);
  }
  if (code !== 0) {
    const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-40).join('\n');
    throw new SetupError(`${tail}\n\n${[command, ...args].join(' ')} failed (exit code ${code}); all output: ${log}`);
  }
}
