import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSettings, settings, SettingsError, type SettingName } from './settings.js';

describe('loadSettings', () => {
  it('returns parsed values, and the defaults where nothing is set', () => {
    const loaded = loadSettings(['JA4_PORT', 'JA4_HOST', 'CLICKHOUSE_URL'], { JA4_PORT: '9000' });
    assert.deepEqual(loaded, { JA4_PORT: 9000, JA4_HOST: '127.0.0.1' });
  });

  it('counts an empty variable as not set', () => {
    assert.equal(loadSettings(['JA4_PORT'], { JA4_PORT: '' }).JA4_PORT, 8000);
  });

  it('reads only the settings asked for', () => {
    assert.deepEqual(loadSettings(['JA4_HOST'], { JA4_PORT: 'nonsense' }), { JA4_HOST: '127.0.0.1' });
  });

  it('names every wrong setting with what it expects', () => {
    const env = {
      JA4_PORT: '80a',
      JA4_RETENTION_DAYS: '0',
      CLICKHOUSE_URL: 'localhost:8123',
      REDIS_URL: 'http://localhost',
      CLICKHOUSE_DATABASE: 'a-b',
      JA4_LOG_LEVEL: 'loud',
    };
    const names = Object.keys(env) as SettingName[];
    assert.throws(
      () => loadSettings(names, env),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        assert.deepEqual(error.message.split('\n'), [
          'JA4_PORT="80a": expected a whole number from 0 to 65535',
          'JA4_RETENTION_DAYS="0": expected a whole number from 1 to 3650',
          'CLICKHOUSE_URL="localhost:8123": expected a URL with http:// or https://',
          'REDIS_URL="http://localhost": expected a URL with redis:// or rediss:// or unix://',
          'CLICKHOUSE_DATABASE="a-b": expected letters, digits and underscores',
          'JA4_LOG_LEVEL="loud": expected one of debug, info, warn, error',
        ]);
        return true;
      },
    );
  });

  it('takes addresses and networks, but not everybody for a web server of ours', () => {
    const proxies = (text: string): unknown => loadSettings(['JA4_TRUSTED_PROXIES'], { JA4_TRUSTED_PROXIES: text });
    assert.deepEqual(proxies('192.0.2.1, 2001:db8::/32'), { JA4_TRUSTED_PROXIES: ['192.0.2.1', '2001:db8::/32'] });
    for (const wrong of [
      '0.0.0.0/0',
      '::/0',
      '192.0.2.0/33',
      '192.0.2.0/',
      '192.0.2.0/8/8',
      'loopback',
      '192.0.2.1,',
    ]) {
      assert.throws(() => proxies(wrong), SettingsError, wrong);
    }
    assert.deepEqual(loadSettings(['JA4_INCLUDE'], { JA4_INCLUDE: '::/0' }), { JA4_INCLUDE: ['::/0'] });
  });

  it('has defaults that are acceptable values themselves', () => {
    loadSettings(Object.keys(settings) as SettingName[], {});
  });
});

/** Returns the table row that docs/configuration.md has for each setting. */
function documentedRows(): Map<string, string> {
  let dir = import.meta.dirname;
  while (!existsSync(join(dir, 'docs/configuration.md'))) dir = dirname(dir);
  const lines = readFileSync(join(dir, 'docs/configuration.md'), 'utf8').split('\n');
  const rows = lines.map((line) => /^\| `([A-Z0-9_]+)` *\|/.exec(line)).filter((match) => match !== null);
  return new Map(rows.map((match) => [match[1] ?? '', match.input]));
}

describe('docs/configuration.md', () => {
  it('lists exactly the settings there are, with their defaults and descriptions', () => {
    const rows = documentedRows();
    assert.deepEqual([...rows.keys()], Object.keys(settings));
    for (const [name, { description, fallback }] of Object.entries(settings)) {
      const cells = (rows.get(name) ?? '').split('|').map((cell) => cell.trim());
      assert.deepEqual(cells.slice(2, 4), [fallback === undefined ? 'not set' : `\`${fallback}\``, description], name);
    }
  });
});
