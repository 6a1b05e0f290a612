import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface EmbeddedOptions {
  /** The data directory; made if absent. */
  path: string;
  /** Default: any free port. */
  port?: number;
  /** Default: `password` in the data directory. Made with a random password if absent. */
  passwordFile?: string;
}

export interface EmbeddedClickhouse {
  /** Address with user and password, as `@clickhouse/client` takes it. */
  url: string;
  pid: number;
  child: ChildProcess;
  /** Ends it after the statements that are running; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Threads of libuv: every lane uses one while it runs a statement, the rest is for files and compression. */
const threadPoolSize = '12';
const tailBytes = 4096;

/**
 * Starts an embedded ClickHouse as a child that ends with this process, and waits until it answers.
 *
 * @throws Error with the end of its log when it dies before it is ready
 */
export async function startEmbeddedClickhouse(options: EmbeddedOptions): Promise<EmbeddedClickhouse> {
  const args = [fileURLToPath(new URL('./main.js', import.meta.url)), '--path', options.path];
  args.push('--port', String(options.port ?? 0));
  if (options.passwordFile) args.push('--password-file', options.passwordFile);
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, JA4_SUPERVISED: '1', UV_THREADPOOL_SIZE: threadPoolSize },
  });
  const exited = once(child, 'exit');
  let tail = '';
  child.stderr.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-tailBytes);
    process.stderr.write(chunk);
  });

  const died = exited.then(([code, signal]: unknown[]): never => {
    throw new Error(`embedded ClickHouse ended (${String(signal ?? code)}) before it was ready:\n${tail}`);
  });
  died.catch(() => undefined);
  const firstLine = async (): Promise<string> => {
    for await (const line of createInterface({ input: child.stdout })) return line;
    return died;
  };
  const { url } = JSON.parse(await Promise.race([died, firstLine()])) as { url: string };

  return {
    url,
    pid: child.pid!,
    child,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
