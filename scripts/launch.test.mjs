import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort, httpAnswers, until } from './launcher/ready.mjs';
import { root } from './setup/paths.mjs';

const limit = () => AbortSignal.timeout(30_000);

describe('the launcher', { skip: process.platform !== 'linux' && 'reads /proc' }, () => {
  let dataDir;
  let launcher;
  let output = '';
  let url;
  let env;

  function launch() {
    const child = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), 'start'], { env, stdio: 'pipe' });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    return child;
  }

  /** Returns the ids of the processes that the launcher runs, by a word of their command lines. */
  function children() {
    const words = {
      clickhouse: 'embedded/dist/main.js',
      redis: 'redis.sock',
      api: 'api/dist/main.js',
      workers: 'workers/',
    };
    const ids = readFileSync(`/proc/${launcher.pid}/task/${launcher.pid}/children`, 'utf8').trim().split(' ');
    const commandLines = ids.map((id) => [Number(id), readFileSync(`/proc/${id}/cmdline`, 'utf8')]);
    const idOf = (word) => commandLines.find(([, line]) => line.includes(word))?.[0];
    return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, idOf(word)]));
  }

  const runs = (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'ja4-launch-'));
    const [port, workersPort] = [await freePort(), await freePort()];
    url = `http://127.0.0.1:${port}`;
    env = { ...process.env, JA4_DATA_DIR: dataDir, JA4_PORT: String(port), JA4_WORKERS_PORT: String(workersPort) };
    for (const name of ['CLICKHOUSE_URL', 'REDIS_URL', 'CLICKHOUSE_DATABASE']) delete env[name];
    launcher = launch();
    await until(() => output.includes('Ctrl-C stops everything.'), AbortSignal.timeout(120_000));
  });
  after(async () => {
    if (launcher.exitCode === null && launcher.signalCode === null) {
      launcher.kill('SIGTERM');
      await once(launcher, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('says where the platform is and how to get in, and that works', async () => {
    const key = readFileSync(join(dataDir, 'admin.key'), 'utf8').trim();
    const password = readFileSync(join(dataDir, 'admin.password'), 'utf8').trim();
    assert.ok(output.includes(url) && output.includes(password) && output.includes(join(dataDir, 'admin.key')));
    const answer = await fetch(`${url}/v1/requests?limit=100`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(answer.status, 200);
  });

  it('refuses a second one on the same data directory', async () => {
    output = '';
    const [code] = await once(launch(), 'close');
    assert.equal(code, 1);
    assert.match(output, new RegExp(`is in use by process ${launcher.pid} \\(npm start`));
  });

  for (const name of ['clickhouse', 'redis', 'workers', 'api']) {
    it(`starts ${name} again when it is killed`, async () => {
      output = '';
      const killed = children()[name];
      process.kill(killed, 'SIGKILL');
      await until(() => output.includes(`${name} is back`), limit());
      assert.notEqual(children()[name], killed);
      await until(() => httpAnswers(`${url}/readyz`), limit());
    });
  }

  it('leaves nothing running when it is killed itself', async () => {
    const ids = Object.values(children());
    assert.equal(ids.filter(runs).length, 4);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    await until(() => !ids.some(runs), AbortSignal.timeout(15_000));
  });

  it('starts again on what is there, and on SIGTERM stops everything', async () => {
    output = '';
    launcher = launch();
    await until(() => output.includes('Ctrl-C stops everything.'), AbortSignal.timeout(120_000));
    const ids = Object.values(children());
    launcher.kill('SIGTERM');
    const [code] = await once(launcher, 'exit');
    assert.equal(code, 0);
    assert.deepEqual(ids.filter(runs), []);
    await assert.rejects(fetch(url));
  });
});
