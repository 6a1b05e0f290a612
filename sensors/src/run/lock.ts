import { connect, createServer, type Server } from 'node:net';
import { resolve } from 'node:path';

/** A name in the kernel's abstract namespace (unix(7)): it goes with its process, however that ends. */
const nameOf = (path: string): string => `\0ja4-sensor ${resolve(path)}`;

/**
 * Takes a path for this process, on this host and in its network namespace.
 *
 * @returns what gives it back
 * @throws Error when another sensor has it
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const server: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((done, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`another sensor on this host uses ${path}`) : error);
    });
    server.listen(nameOf(path), done);
  });
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
}

/** Whether a sensor that runs on this host has taken the path. */
export function isLocked(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(nameOf(path));
    const end = (answer: boolean): void => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
