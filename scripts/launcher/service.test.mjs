import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LogFile } from './log-file.mjs';
import { until } from './ready.mjs';
import { Service } from './service.mjs';

describe('Service', () => {
  let dir;
  let service;
  let said;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ja4-service-'));
    said = [];
  });
  afterEach(async () => {
    await service.stop();
    rmSync(dir, { recursive: true });
  });

  const file = (name) => join(dir, name);
  const content = (name) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');

  /** A service whose program is this JavaScript; it is ready once it wrote the file `ready`. */
  function serviceOf(program, options = {}) {
    writeFileSync(
      file('program.cjs'),
      `const fs = require('node:fs');\nprocess.chdir(${JSON.stringify(dir)});\n${program}`,
    );
    service = new Service({
      name: 'example',
      script: file('program.cjs'),
      log: new LogFile(file('log')),
      say: (message) => said.push(message),
      ready: (signal) => until(() => existsSync(file('ready')), signal, 10),
      firstBackoffMs: 1,
      ...options,
    });
    return service;
  }

  const ends = `process.stdin.resume().on('end', () => process.exit(0));\n`;

  it('is started once it answers, and its output goes to the log', async () => {
    await serviceOf(`${ends} console.log('hello'); setTimeout(() => fs.writeFileSync('ready', ''), 50);`).start();
    assert.ok(service.pid > 0);
    assert.equal(content('log'), 'hello\n');
    await service.stop();
    assert.equal(service.pid, undefined);
  });

  it('is started again when it is killed', async () => {
    await serviceOf(`${ends} fs.writeFileSync('ready', '')`).start();
    const { pid } = service;
    process.kill(pid, 'SIGKILL');
    await until(() => said.includes('example is back'));
    assert.notEqual(service.pid, pid);
    assert.deepEqual(said, ['example ended (SIGKILL); starting it again', 'example is back']);
  });

  it('tries a few times to start, then says how its output ended', async () => {
    serviceOf(`fs.appendFileSync('starts', '.'); console.error('port is taken'); process.exitCode = 3;`);
    await assert.rejects(service.start(), (error) => {
      assert.match(error.message, /example does not start \(exit code 3\)[^]*port is taken/);
      return true;
    });
    assert.equal(content('starts'), '......');
  });

  it('starts in the end when only the first attempts fail', async () => {
    serviceOf(`${ends} fs.appendFileSync('starts', '.');
      if (fs.readFileSync('starts', 'utf8').length < 3) process.exit(1);
      fs.writeFileSync('ready', '');`);
    await service.start();
    assert.equal(content('starts'), '...');
  });

  it('counts as failed when it runs but never answers', async () => {
    serviceOf(ends, { readyLimitMs: 50 });
    await assert.rejects(service.start(), /does not start \(no answer in 0.05 s\)/);
  });

  it('says so when there is no such program', async () => {
    serviceOf('', { script: undefined, program: file('missing') });
    await assert.rejects(service.start(), /example does not start/);
  });

  it('is killed when it does not end in time', async () => {
    await serviceOf(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); fs.writeFileSync('ready', '');`, {
      stopLimitMs: 100,
    }).start();
    await service.stop();
    assert.equal(service.pid, undefined);
  });

  it('can be stopped while it starts', async () => {
    const starting = assert.rejects(serviceOf(ends).start());
    await until(() => service.pid !== undefined);
    await service.stop();
    await starting;
    assert.equal(service.pid, undefined);
  });
});
