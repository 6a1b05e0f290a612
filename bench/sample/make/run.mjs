// Child processes: run one to its end, or start one that is stopped with the rest.
import { spawn } from 'node:child_process';

/** Resolves with what the command printed; rejects when it fails, unless `mayFail` (clients that expect a refusal). */
export function run(command, args, { cwd, env = {}, mayFail = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || mayFail) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`));
    });
  });
}

const running = new Set();

/** Starts a server; `stop` ends it and waits for its end. */
export function start(command, args, { env = {} } = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const stop = async (signal = 'SIGTERM') => {
    running.delete(stop);
    child.kill(signal);
    await ended;
  };
  running.add(stop);
  return { stop };
}

/** Ends every server still running. */
export const stopAll = () => Promise.all([...running].map((stop) => stop()));

export const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));
