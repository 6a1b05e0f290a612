import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadSensorSettings, settingsThatNeedRestart } from './sensor-settings.js';

const dir = mkdtempSync(join(tmpdir(), 'ja4-settings-'));
after(() => rmSync(dir, { recursive: true }));
const env = { JA4_API_URL: 'https://ja4.example', JA4_API_KEY: 'k' };

function file(text: string): string {
  const path = join(dir, 'sensor.conf');
  writeFileSync(path, text);
  return path;
}

test('what the environment does not set comes from the file, what neither sets is the default', () => {
  const path = file('# a comment\nJA4_SPOOL_MB=64\nJA4_CAPTURE_INTERFACES="eth0, eth1"\nJA4_API_KEY=from-file\n');
  const settings = loadSensorSettings(path, { ...env, JA4_SAMPLE_PERCENT: '5' });
  const { JA4_SPOOL_MB, JA4_CAPTURE_INTERFACES, JA4_API_KEY, JA4_SAMPLE_PERCENT, JA4_CAPTURE_PORTS } = settings;
  assert.deepEqual(
    [JA4_SPOOL_MB, JA4_CAPTURE_INTERFACES, JA4_API_KEY, JA4_SAMPLE_PERCENT, JA4_CAPTURE_PORTS],
    [64, ['eth0', 'eth1'], 'k', 5, ['443']],
  );
});

test('what is wrong is named, and a secret is not repeated', () => {
  const wrong = (fields: Record<string, string>, expected: RegExp): void =>
    assert.throws(() => loadSensorSettings(undefined, { ...env, ...fields }), expected);
  wrong({ JA4_API_URL: '' }, /JA4_API_URL is not set/);
  wrong({ JA4_API_KEY: '' }, /JA4_API_KEY is not set/);
  wrong({ JA4_CAPTURE_PORTS: '443,70000' }, /JA4_CAPTURE_PORTS=.*"70000" is no port from 1 to 65535/);
  wrong({ JA4_CAPTURE_INTERFACES: 'eth0;reboot' }, /JA4_CAPTURE_INTERFACES=.* is no name of a network interface/);
  wrong({ JA4_EXCLUDE: '192.0.2.0/33' }, /JA4_EXCLUDE=.*"192\.0\.2\.0\/33" is neither/);
  wrong({ JA4_SOCKET_MODE: '999' }, /JA4_SOCKET_MODE="999": expected three octal digits/);
  wrong({ JA4_HTTP_SOCKET: `/${'x'.repeat(107)}` }, /JA4_HTTP_SOCKET: a socket's path is at most 107 bytes/);
  wrong({ JA4_NETWORK_SOCKET: '/run/a', JA4_HTTP_SOCKET: '/run/a' }, /JA4_NETWORK_SOCKET is the same/);
  wrong({ JA4_ADDRESSES: 'hash', JA4_ADDRESS_KEY: 'short' }, /^SettingsError|JA4_ADDRESS_KEY: [^]*at least 16/);
  assert.throws(
    () => loadSensorSettings(undefined, { ...env, JA4_ADDRESSES: 'hash', JA4_ADDRESS_KEY: 'short' }),
    (error: Error) => !error.message.includes('short'),
  );
  assert.throws(() => loadSensorSettings(join(dir, 'absent'), env), /the settings file: ENOENT/);
  assert.throws(() => loadSensorSettings(file('JA4_PORT=1\n'), env), /JA4_PORT: a sensor has no such setting/);
});

test('settings that only a new start can change are told', () => {
  const before = loadSensorSettings(undefined, env);
  const after = loadSensorSettings(undefined, { ...env, JA4_SPOOL_MB: '64', JA4_SAMPLE_PERCENT: '5' });
  assert.deepEqual(settingsThatNeedRestart(before, after), ['JA4_SPOOL_MB']);
});
