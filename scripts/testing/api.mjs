import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../setup/paths.mjs';

const hasServices = Boolean(process.env.CLICKHOUSE_URL && process.env.REDIS_URL);
export const skipWithoutServices = hasServices ? false : 'needs CLICKHOUSE_URL and REDIS_URL: run `npm test`';

let count = 0;

/** Starts a real API on a database of its own, and with other servers where `env` names them. */
export async function startApi(more = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-sdk-'));
  const database = `test_sdk_${process.pid}_${count++}`;
  const env = {
    ...process.env,
    CLICKHOUSE_DATABASE: database,
    JA4_DATA_DIR: directory,
    JA4_PORT: '0',
    JA4_GRACE_MS: '0',
    JA4_LOG_LEVEL: 'info',
    ...more,
  };
  const stdio = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [join(root, 'api/dist/main.js')], {
    env,
    stdio,
  });
  let baseUrl;
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.includes('"address"')) continue;
    baseUrl = JSON.parse(line).address;
    break;
  }
  if (!baseUrl) throw new Error('the API ended before it listened');
  child.stderr.resume();
  const apiKey = readFileSync(join(directory, 'admin.key'), 'utf8').trim();

  async function call(method, path, body, headers = {}) {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
    const response = await fetch(baseUrl + path, {
      method,
      body: text,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': type, ...headers },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
  /** Makes a key of a kind and returns its secret. */
  const keyOf = async (kind, more = {}) => (await call('POST', '/v1/keys', { name: kind, kind, ...more })).key;
  return {
    baseUrl,
    apiKey,
    database,
    password: readFileSync(join(directory, 'admin.password'), 'utf8').trim(),
    call,
    keyOf,
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      const { origin, username, password } = new URL(env.CLICKHOUSE_URL);
      const credentials = {
        'x-clickhouse-user': decodeURIComponent(username),
        'x-clickhouse-key': decodeURIComponent(password),
      };
      await fetch(origin, { method: 'POST', headers: credentials, body: `DROP DATABASE ${database}` });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
