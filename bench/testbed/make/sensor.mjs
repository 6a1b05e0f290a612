// The real ja4-sensor, on a host of the network or on this one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, seconds } from '../../sample/make/run.mjs';

const SENSOR = fileURLToPath(new URL('../../../sensors/dist/cli.js', import.meta.url));

/** Runs `ja4-sensor enrol` on a host; rejects with what it says when it is refused. */
export const enrol = (namespace, api, token, config) =>
  run('ip', [
    ...['netns', 'exec', namespace, process.execPath, SENSOR],
    ...['enrol', '--api', api, '--token', token, '--config', config],
  ]);

/** Where a sensor in the folder `dir` listens. */
export const socketsIn = (dir) => ({ http: join(dir, 'run/http.socket'), network: join(dir, 'run/network.socket') });

/**
 * Starts a sensor with its sockets and its spool in a folder, and the settings of `env` and of the file `config`; in a
 * namespace when one is named. Resolves once it runs and captures what it is to capture.
 */
export async function startSensor(dir, env, { config, namespace } = {}) {
  const sockets = socketsIn(dir);
  const spool = env.JA4_SPOOL_DIR ?? join(dir, 'spool');
  mkdirSync(join(dir, 'run'), { recursive: true });
  const command = [process.execPath, SENSOR, 'run', ...(config ? ['--config', config] : [])];
  const [program, ...args] = namespace ? ['ip', 'netns', 'exec', namespace, ...command] : command;
  const child = spawn(program, args, {
    env: {
      PATH: process.env.PATH,
      JA4_HTTP_SOCKET: sockets.http,
      JA4_NETWORK_SOCKET: sockets.network,
      JA4_SOCKET_MODE: '666',
      JA4_SPOOL_DIR: spool,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  const status = () => {
    try {
      const read = JSON.parse(readFileSync(join(spool, 'status.json'), 'utf8'));
      return read.pid === child.pid ? read : undefined;
    } catch {
      return undefined;
    }
  };
  const stop = async (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await ended;
  };
  const isReady = () => status()?.captures.every(({ trouble }) => trouble === '') && log.includes('"running"');
  for (let waited = 0; !isReady(); waited += 0.1) {
    if (waited > 30 || child.exitCode !== null) {
      await stop('SIGKILL');
      throw new Error(`the sensor does not run: ${log}`);
    }
    await seconds(0.1);
  }
  /** Writes to a socket as a producer does, and closes it. */
  const write = async (text, path = sockets.http) => {
    const socket = net.connect(path);
    socket.end(text);
    await once(socket, 'close');
  };
  return { status, stop, write, sockets, spool, kill: (signal) => child.kill(signal), pid: child.pid, log: () => log };
}
