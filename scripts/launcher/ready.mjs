import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `check` until it says true; rejects when `signal` aborts. */
export async function until(check, signal, everyMs = 100) {
  while (!(await check())) await sleep(everyMs, undefined, { signal });
}

/** True when a GET is answered with 200. */
export async function httpAnswers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** True when a Redis on this UNIX socket answers PING: it says LOADING while it reads its file. */
export function redisAnswers(socketPath) {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (data) => end(String(data).startsWith('+PONG')));
  });
}

/** Returns a port of `host` that is free now: `wanted`, or any when that is 0. Undefined when it is taken. */
export function freePort(wanted = 0, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(wanted, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
