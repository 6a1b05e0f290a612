// `npm run package`: RPM and DEB packages of mod_reqin_log and ja4-sensor in build/packages, and a proof that what the DEB
// packages install runs. docs/packaging.md says the rest.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { orExit } from '../setup/fail.mjs';
import { findProgram, root } from '../setup/paths.mjs';
import { withProgress } from '../setup/progress.mjs';
import { tryInstalled } from './installed.mjs';
import { stageSource, version } from './source.mjs';

const name = `ja4-platform-${version}`;
const packagesDir = join(root, 'build', 'packages');
const say = (message) => process.stdout.write(`${message}\n`);

/** Names the first program that is missing, as the reason to leave something out. */
const skipped = (what, ...programs) => {
  const missing = programs.find((program) => !findProgram(program));
  if (missing) say(`${what}: skipped, ${missing} is not installed`);
  return missing !== undefined;
};

function keep(dir, pattern) {
  const files = readdirSync(dir, { recursive: true }).filter((file) => pattern.test(file));
  for (const file of files) {
    cpSync(join(dir, file), join(packagesDir, file.split('/').pop()));
    say(`build/packages/${file.split('/').pop()}`);
  }
  return files.map((file) => join(dir, file));
}

async function buildRpms(work) {
  if (skipped('RPM', 'rpmbuild', 'checkmodule', 'semodule_package')) return;
  const spec = join(work, name, 'deploy', 'rpm', 'ja4-platform.spec');
  const top = join(work, 'rpm');
  mkdirSync(top);
  // What the spec asks for goes by the names of Enterprise Linux, which this machine may not know.
  const args = ['-bb', '--nodeps', '--define', `_topdir ${top}`, '--define', `_sourcedir ${packagesDir}`, spec];
  await withProgress('Building RPM packages', () => runQuietly('rpmbuild', 'rpmbuild', args));
  keep(join(top, 'RPMS'), /\.rpm$/);
}

async function buildDebs(work) {
  if (skipped('DEB', 'dpkg-buildpackage', 'dh')) return [];
  await withProgress('Building DEB packages', () =>
    runQuietly('dpkg-buildpackage', 'dpkg-buildpackage', ['-b', '-us', '-uc'], { cwd: join(work, name) }),
  );
  return keep(work, /^[^/]+\.deb$/);
}

await orExit(async () => {
  const work = mkdtempSync(join(tmpdir(), 'ja4-package-'));
  try {
    rmSync(packagesDir, { recursive: true, force: true });
    mkdirSync(packagesDir, { recursive: true });
    stageSource(join(work, name));
    const archive = join(packagesDir, `${name}.tar.gz`);
    await runQuietly('source-archive', 'tar', ['-C', work, '-czf', archive, name]);
    say(`build/packages/${name}.tar.gz`);
    await buildRpms(work);
    const debs = await buildDebs(work);
    if (debs.length > 0) await tryInstalled(debs, join(work, 'root'), say);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
process.disconnect?.();
