import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger, onShutdown } from '@ja4-platform/common';
import { passwordIn, user } from './auth.js';
import { moveCodeToHugePages } from './code-pages.js';
import { Engine } from './engine.js';
import { exitWithoutDestructors } from './exit.js';
import { engineOptions, maxBodyBytes, maxBodyBytesTotal, maxCodeBytes } from './limits.js';
import { loadNative } from './native.js';
import { createHttpServer } from './server.js';

const log = createLogger('clickhouse');
const { values } = parseArgs({
  options: { path: { type: 'string' }, port: { type: 'string' }, 'password-file': { type: 'string' } },
});
const path = resolve(values.path ?? process.env.JA4_CLICKHOUSE_PATH ?? '.data/clickhouse');
const port = Number(values.port ?? process.env.JA4_CLICKHOUSE_PORT ?? 0);
mkdirSync(path, { recursive: true, mode: 0o700 });
const password = passwordIn(
  values['password-file'] ?? process.env.JA4_CLICKHOUSE_PASSWORD_FILE ?? join(path, 'password'),
);

/** What was acknowledged survives; whoever keeps this process starts it again, and callers see errors to try again on. */
function onStuck(error: Error): void {
  log.fatal({ err: error }, 'the engine is stuck');
  process.kill(process.pid, 'SIGKILL');
}

loadNative();
const hugeCodeBytes = moveCodeToHugePages('/libchdb.so', maxCodeBytes);
const engine = await Engine.open({ path, ...engineOptions, onStuck });
const server = createHttpServer({ engine, password, log, maxBodyBytes, maxBodyBytesTotal });
server.on('error', (error) => {
  log.fatal({ err: error }, 'cannot listen');
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => {
  const address = server.address() as { port: number };
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: `http://${user}:${password}@127.0.0.1:${address.port}` })}\n`,
  );
  log.info(
    { port: address.port, path, version: engine.version, huge_code_bytes: hugeCodeBytes },
    'embedded ClickHouse is ready',
  );
});

/** After it, connections are closed, which ends the reads that still run; inserts run to their end. */
const graceMs = 4000;

onShutdown(async (reason) => {
  exitWithoutDestructors();
  log.info({ reason }, 'closing');
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise((done) => server.close(done));
  clearTimeout(timer);
  await engine.close();
});
