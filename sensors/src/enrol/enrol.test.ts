import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { loadSensorSettings } from '../settings/sensor-settings.js';
import { TestSensorsApi } from '../testing/sensors-api.js';

const cli = join(import.meta.dirname, '..', 'cli.js');
const dir = mkdtempSync(join(tmpdir(), 'ja4-enrol-'));
const config = join(dir, 'sensor.conf');
let api: TestSensorsApi;

before(async () => {
  api = new TestSensorsApi();
  await api.start();
});
after(() => {
  api.stop();
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  api.enrolments.length = 0;
  rmSync(config, { force: true });
});

/** Runs `ja4-sensor enrol` and resolves with its exit code and what it says. */
function enrol(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [cli, 'enrol', ...args], (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}
const withToken = (...more: string[]) => enrol('--api', `${api.url}/`, '--token', 't', '--config', config, ...more);

test('the key is in a file of its owner alone, with which the sensor runs', async () => {
  const { code, said } = await withToken();
  assert.deepEqual([code, said], [0, `enrolled as web-1; the key is in ${config}\n`]);
  assert.equal(statSync(config).mode & 0o777, 0o600);
  const { JA4_API_URL, JA4_API_KEY } = loadSensorSettings(config, {});
  assert.deepEqual([JA4_API_URL, JA4_API_KEY], [api.url, api.key]);
  assert.match(api.enrolments[0]?.host_id ?? '', /^[0-9a-f]{32}$/);
  assert.deepEqual([api.enrolments[0]?.token, api.enrolments[0]?.force], ['t', false]);
});

test('a file that exists keeps its other lines and its group, but nobody else reads it', async () => {
  writeFileSync(config, '# Mine.\n#JA4_API_KEY=\n\nJA4_API_KEY=old\n  JA4_API_URL=http://old\nJA4_EXCLUDE=192.0.2.1\n');
  chmodSync(config, 0o644);
  assert.equal((await withToken('--force')).code, 0);
  const expected = `# Mine.\n#JA4_API_KEY=\n\nJA4_EXCLUDE=192.0.2.1\nJA4_API_URL=${api.url}\nJA4_API_KEY=${api.key}\n`;
  assert.equal(readFileSync(config, 'utf8'), expected);
  assert.equal(statSync(config).mode & 0o777, 0o640);
  assert.equal(api.enrolments[0]?.force, true);
});

test('a token that the API refuses changes nothing, and its reason is said', async () => {
  await withToken();
  const before = readFileSync(config, 'utf8');
  const { code, said } = await withToken();
  assert.equal(code, 1);
  assert.match(said, /was used already/);
  assert.equal(readFileSync(config, 'utf8'), before);
  assert.ok(!existsSync(`${config}.new`));
});

test('where the file cannot be written the token is not used', async () => {
  const { code, said } = await enrol('--api', api.url, '--token', 't', '--config', join(dir, 'none', 'sensor.conf'));
  assert.equal(code, 1);
  assert.match(said, /ENOENT.*none/);
  assert.equal(api.enrolments.length, 0);
});

test('what is missing is named', async () => {
  assert.match((await enrol('--token', 't')).said, /--api URL/);
  assert.match((await enrol('--api', 'ftp://x', '--token', 't')).said, /--api URL/);
  assert.deepEqual([(await enrol('--api', api.url)).code, api.enrolments.length], [64, 0]);
});
