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

/**
 * Threads of libuv: every lane uses one while it runs a statement, the rest is for files and compression. Then glibc's
 * allocator, through which the addon copies every insert: by default it keeps such blocks once they are free (measured
 * after 1 M rows: 580 MB at rest, 400 MB with these). And the engine's own, jemalloc: huge pages where the kernel gives
 * them to who asks, and free ones kept for half a minute (statements of the API took 6 to 14 % less processor time with
 * 10 M requests, each in turns with and without; the slower the machine, the more. 0.1 GB more after it).
 */
const environment = {
  UV_THREADPOOL_SIZE: '12',
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '4000000',
  MALLOC_TRIM_THRESHOLD_: '8000000',
  JE_MALLOC_CONF: 'thp:always,metadata_thp:always,dirty_decay_ms:30000,prof:false',
};
/** V8 without helper threads: a process that exits while one of them waits for a garbage collection never ends. */
const v8Flags = ['--single-threaded'];
/** Longer than the process gives itself to close; what was acknowledged survives SIGKILL. */
const stopLimitMs = 15_000;
const tailBytes = 4096;

/** How the process is to be started by Node. */
export interface EmbeddedCommand {
  flags: string[];
  script: string;
  args: string[];
  env: Record<string, string>;
}

/** Returns how to start an embedded ClickHouse, for those who keep the process themselves. */
export function embeddedCommand({ path, port, passwordFile }: EmbeddedOptions): EmbeddedCommand {
  const args = ['--path', path, '--port', String(port ?? 0)];
  if (passwordFile) args.push('--password-file', passwordFile);
  return { flags: v8Flags, script: fileURLToPath(new URL('./main.js', import.meta.url)), args, env: environment };
}

/**
 * Starts an embedded ClickHouse as a child that ends with this process, and waits until it answers.
 *
 * @throws Error with the end of its log when it dies before it is ready
 */
export async function startEmbeddedClickhouse(options: EmbeddedOptions): Promise<EmbeddedClickhouse> {
  const { flags, script, args, env } = embeddedCommand(options);
  const child = spawn(process.execPath, [...flags, script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, JA4_SUPERVISED: '1', ...env },
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
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      child.stdin.end();
      await exited;
      clearTimeout(timer);
    },
  };
}
