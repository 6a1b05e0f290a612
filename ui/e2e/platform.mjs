import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const launcher = join(import.meta.dirname, '../../scripts/launch.mjs');

/** A running platform with the sample in it. */
export class DemoPlatform {
  url = process.env.JA4_TEST_URL;
  #dataDir = process.env.JA4_TEST_DATA_DIR;
  #child;

  /** Starts `npm run demo` in a new directory, unless JA4_TEST_URL and JA4_TEST_DATA_DIR name one that runs. */
  async start() {
    if (this.url) return;
    this.#dataDir = mkdtempSync(join(tmpdir(), 'ja4-ui-'));
    const port = await freePort();
    this.#child = spawn(process.execPath, [launcher, 'demo'], {
      env: {
        ...process.env,
        JA4_DATA_DIR: this.#dataDir,
        JA4_PORT: String(port),
        JA4_WORKERS_PORT: String(await freePort()),
        CLICKHOUSE_DATABASE: `ja4_ui_${process.pid}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', (text) => (output += text));
    const ended = once(this.#child, 'exit').then(() => {
      throw new Error(`the demo ended:\n${output}`);
    });
    ended.catch(() => undefined);
    const started = new Promise((resolve) => {
      this.#child.stdout.on('data', () => output.includes('is running') && resolve());
    });
    await Promise.race([started, ended]);
    this.url = `http://127.0.0.1:${port}`;
  }

  async stop() {
    if (!this.#child) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** Returns a secret that the first start wrote, like `admin.password` or `sensor.key`. */
  secret(name) {
    return readFileSync(join(this.#dataDir, name), 'utf8').trim();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
