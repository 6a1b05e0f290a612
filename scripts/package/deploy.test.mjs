// What is cheap to know about deploy/ without building packages; `npm run package` tries the rest.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram, root } from '../setup/paths.mjs';
import { filesUnder } from '../setup/digest.mjs';
import { stageSource, version } from './source.mjs';

const read = (...path) => readFileSync(join(root, 'deploy', ...path), 'utf8');
const without = (...programs) => {
  const missing = programs.find((program) => !findProgram(program));
  return missing ? `${missing} is not installed` : false;
};
const unit = join(root, 'deploy/sensor/ja4-sensor.service');
const maxExposure = 2;

function inTemporary(work) {
  const dir = mkdtempSync(join(tmpdir(), 'ja4-deploy-'));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test("the versions of all packages and of the image are package.json's", () => {
  assert.equal(/^Version: (.+)$/m.exec(read('rpm/ja4-platform.spec'))?.[1], version);
  assert.equal(/\((.+?)\)/.exec(read('debian/changelog'))?.[1], version);
  assert.equal(/^ {2}image: ja4-platform:(.+)$/m.exec(read('server/compose.yaml'))?.[1], version);
});

test('the API believes the host that its port is published on, and nobody else', () => {
  const compose = read('server/compose.yaml');
  const [, gateway] = /gateway: ([\d.]+)/.exec(compose);
  assert.equal(/^ +JA4_TRUSTED_PROXIES: (.+)$/m.exec(compose)?.[1], gateway);
});

test('systemd knows every line of the unit', { skip: without('systemd-analyze') }, () => {
  inTemporary((dir) => {
    const programs = /^Exec(Start|Reload)=\S+/gm;
    const copy = join(dir, 'ja4-sensor.service');
    // The program need not be installed here.
    writeFileSync(copy, readFileSync(unit, 'utf8').replace(programs, 'Exec$1=/bin/true'));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', copy], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
  });
});

test('the sandbox leaves the service less exposed than 2.0', { skip: without('systemd-analyze') }, (t) => {
  const args = ['security', '--offline=true', '--no-pager', unit];
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  if (/unrecognized option/.test(stderr)) return t.skip('this systemd-analyze knows no --offline');
  assert.equal(status, 0, stderr);
  assert.ok(Number(/exposure level.*: ([\d.]+)/.exec(stdout)?.[1]) < maxExposure, stdout.trimEnd().split('\n').pop());
});

test('the unit runs the sensor as docs/sensors.md says that it runs as a service', () => {
  const lines = readFileSync(unit, 'utf8');
  const page = readFileSync(join(root, 'docs/sensors.md'), 'utf8');
  const [, flags] = /^ExecStart=\S+ (--.+?) \//m.exec(lines);
  const [, variables] = /^Environment=(.+)$/m.exec(lines);
  for (const part of [flags, ...variables.split(' ')]) assert.ok(page.includes(part), part);
});

test('the policy compiles', { skip: without('checkmodule', 'semodule_package') }, () => {
  inTemporary((dir) => {
    const [te, fc] = ['te', 'fc'].map((end) => join(root, `deploy/selinux/ja4_sensor.${end}`));
    const compiled = join(dir, 'ja4_sensor.mod');
    execFileSync('checkmodule', ['-M', '-m', '-o', compiled, te], { stdio: 'pipe' });
    execFileSync('semodule_package', ['-o', join(dir, 'ja4_sensor.pp'), '-m', compiled, '-f', fc], { stdio: 'pipe' });
  });
});

test('logrotate takes its file', { skip: without('logrotate') }, () => {
  inTemporary((dir) => {
    const args = ['--debug', '--state', join(dir, 'state'), join(root, 'deploy/sensor/logrotate.conf')];
    const { status, stderr } = spawnSync('logrotate', args, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /error:/);
  });
});

test(
  'the source of the packages installs what the spec lists, and nothing of development',
  { skip: without('make') },
  () => {
    inTemporary((dir) => {
      const source = join(dir, 'source');
      const target = join(dir, 'target');
      stageSource(source);
      // Building is the business of `npm run package`; installing needs only that the binding is there.
      const binding = join(source, 'sensor/node_modules/pcap/build/Release/pcap_binding.node');
      execFileSync('make', [
        '-s',
        '-C',
        join(source, 'deploy'),
        `DESTDIR=${target}`,
        `BINDING=${unit}`,
        'install-sensor',
      ]);
      assert.ok(!existsSync(binding), 'nothing native comes with the source');

      const spec = read('rpm/ja4-platform.spec').split('%files -n ja4-sensor\n')[1];
      const listed = spec
        .replaceAll('%{program}', '/usr/lib/ja4-sensor')
        .replaceAll('%{_unitdir}', '/usr/lib/systemd/system')
        .split('\n')
        .filter((line) => line && !/^%(license|doc)/.test(line) && !line.endsWith('.pp'))
        .map((line) => line.split(' ').pop());
      assert.deepEqual(
        listed.filter((path) => !existsSync(join(target, path))),
        [],
      );
      const installed = filesUnder(target).map((file) => file.slice(target.length));
      const isListed = (file) => listed.some((path) => file === path || file.startsWith(`${path}/`));
      assert.deepEqual(
        installed.filter((file) => !isListed(file)),
        [],
      );
      for (const name of ['LICENSE', 'NOTICE', 'LICENSE.node', 'LICENSE.nan']) {
        assert.ok(statSync(join(target, 'usr/lib/ja4-sensor', name)).size > 0);
      }

      const modules = join(target, 'usr/lib/ja4-sensor/node_modules');
      const packages = readdirSync(modules).flatMap((name) =>
        name.startsWith('@') ? readdirSync(join(modules, name)).map((inside) => join(name, inside)) : [name],
      );
      const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
      for (const name of packages) {
        assert.ok(!lock[`node_modules/${name}`].dev, `${name} is for development only`);
        const hasLicence = readdirSync(join(modules, name)).some((file) => /^licen[cs]e/i.test(file));
        assert.ok(hasLicence || name.startsWith('@ja4-platform/'), `${name} comes without its licence`);
      }
      const own = filesUnder(join(modules, '@ja4-platform/sensors/dist'));
      assert.ok(own.some((file) => file.endsWith('/dist/cli.js')));
      assert.deepEqual(
        own.filter((file) => /\.test\.js$|\/testing\/|\.d\.ts$|\.map$/.test(file)),
        [],
      );
      const { stdout } = spawnSync(join(target, 'usr/lib/ja4-sensor/bin/node'), [
        join(modules, '@ja4-platform/sensors/dist/cli.js'),
        'fingerprint',
        '--json',
        join(root, 'bench/sample/sample.pcap'),
      ]);
      assert.match(String(stdout), /"ja4":"t13d/);
    });
  },
);
