// The files of deploy/ that other programs read, each read by that program.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram, root } from '../setup/paths.mjs';

const deploy = join(root, 'deploy');
const without = (...programs) => {
  const missing = programs.find((program) => !findProgram(program));
  return missing ? `${missing} is not installed` : false;
};

function temporary(t) {
  const dir = mkdtempSync(join(tmpdir(), 'ja4-deploy-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const noRoot = process.getuid() === 0 ? false : 'needs root';
test(
  'users, groups, the directory of the sockets and the settings come out as docs/packaging.md says',
  { skip: without('systemd-sysusers', 'systemd-tmpfiles') || noRoot },
  (t) => {
    const host = temporary(t);
    const quiet = { stdio: 'pipe' };
    for (const dir of ['etc/ja4-sensor', 'run']) mkdirSync(join(host, dir), { recursive: true });
    writeFileSync(join(host, 'etc/passwd'), 'www-data:x:33:33::/var/www:/usr/sbin/nologin\n');
    writeFileSync(join(host, 'etc/group'), 'www-data:x:33:\n');
    const settings = join(host, 'etc/ja4-sensor/sensor.conf');
    cpSync(join(deploy, 'sensor/sensor.conf'), settings);
    const users = [join(deploy, 'sensor/sysusers.conf'), join(deploy, 'module/debian.sysusers')];
    execFileSync('systemd-sysusers', [`--root=${host}`, ...users], quiet);
    execFileSync('systemd-tmpfiles', ['--create', `--root=${host}`, join(deploy, 'sensor/tmpfiles.conf')], quiet);

    const idOf = (file, name) => {
      const line = readFileSync(join(host, file), 'utf8')
        .split('\n')
        .find((entry) => entry.startsWith(`${name}:`));
      return Number(line?.split(':')[2]);
    };
    const ownership = (path) => {
      const { mode, uid, gid } = statSync(path);
      return [(mode & 0o7777).toString(8), uid, gid];
    };
    const sensor = idOf('etc/passwd', 'ja4-sensor');
    assert.deepEqual(ownership(join(host, 'run/logcorr')), ['2750', sensor, idOf('etc/group', 'logcorr')]);
    assert.deepEqual(ownership(settings), ['640', 0, idOf('etc/group', 'ja4-sensor')]);
    assert.match(readFileSync(join(host, 'etc/group'), 'utf8'), /^logcorr:.*\bwww-data$/m);
  },
);

for (const [release, expected] of [
  [8, { toolset: true, oldPaths: true }],
  [9, { toolset: false, oldPaths: true }],
  [10, { toolset: false, oldPaths: false }],
])
  test(`the spec on Enterprise Linux ${release}`, { skip: without('rpmspec') }, () => {
    const args = ['-P', '--define', `rhel ${release}`, join(deploy, 'rpm/ja4-platform.spec')];
    const spec = execFileSync('rpmspec', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    assert.equal(/^BuildRequires: gcc-toolset-13/m.test(spec), expected.toolset);
    assert.equal(/^\. \/opt\/rh\/gcc-toolset-13\/enable/m.test(spec), expected.toolset);
    assert.equal(/^sed -i 's,\^\/run\//m.test(spec), expected.oldPaths);
    assert.doesNotMatch(spec, /%\{/);
  });

/** Compose as a plugin of docker, or the older program, which does not know `name`. */
function composeProgram() {
  if (spawnSync('docker', ['compose', 'version']).status === 0)
    return { program: ['docker', 'compose'], knowsName: true };
  return findProgram('docker-compose') ? { program: ['docker-compose'], knowsName: false } : undefined;
}

const compose = composeProgram();
test(
  'compose takes its file, and wants a password',
  { skip: compose ? false : 'docker compose is not installed' },
  (t) => {
    const dir = join(temporary(t), 'deploy', 'server');
    mkdirSync(dir, { recursive: true });
    const text = readFileSync(join(deploy, 'server/compose.yaml'), 'utf8');
    writeFileSync(join(dir, 'compose.yaml'), compose.knowsName ? text : text.replace(/^name: .*\n/m, ''));
    const [program, ...rest] = [...compose.program, '-f', join(dir, 'compose.yaml'), 'config'];
    const run = (env) => spawnSync(program, rest, { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
    const { status, stdout, stderr } = run({ CLICKHOUSE_PASSWORD: 'secret' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /CLICKHOUSE_URL: http:\/\/ja4:secret@clickhouse:8123/);
    const missing = run({});
    assert.notEqual(missing.status, 0);
    assert.match(missing.stderr, /is not set/);
  },
);
