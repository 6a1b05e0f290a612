import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { SetupError } from '../setup/fail.mjs';
import { platformNode } from '../setup/node.mjs';
import { root } from '../setup/paths.mjs';
import { runtimePackages } from './closure.mjs';

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

export const { version } = readJson('package.json');

/** What of a compiled room runs: no tests, no declarations, no maps. */
const runs = (path) => !/(\.test\.js|\.d\.ts|\.map|\/dist\/testing|\.tsbuildinfo)$/.test(path);
/** What of a package from npm is kept: nothing that was built here, or is for who develops it; packages inside come by name. */
const isKept = (path) =>
  !/^(node_modules|build|\..+|benchmarks?|docs|examples|spec|tests?|test\.js|types|.+\.d\.[cm]?ts)$/.test(path);

/**
 * Makes the source tree of the packages: the sensor compiled, with the npm packages it runs on and the pinned Node with
 * its headers, and the sources of all that is native. Hosts that build packages from it need no network.
 *
 * @param {string} into directory, made anew
 */
export function stageSource(into) {
  rmSync(into, { recursive: true, force: true });
  const copy = (from, to = from, filter = () => true) =>
    cpSync(join(root, from), join(into, to), { recursive: true, filter: (path) => filter(path) });
  mkdirSync(into, { recursive: true });
  for (const path of ['LICENSE', 'NOTICE', 'deploy']) copy(path);
  for (const page of ['mod_reqin_log', 'sensors', 'blind-sensor', 'configuration']) copy(`docs/${page}.md`);
  copy('deploy/debian', 'debian');
  copy('native/mod_reqin_log', undefined, (path) => basename(path) !== 'build');

  const { packages } = readJson('package-lock.json');
  for (const path of ['node_modules/@ja4-platform/sensors', ...runtimePackages(packages, 'sensors')]) {
    const { link, resolved: room } = packages[path];
    if (link) {
      copy(`${room}/package.json`, `sensor/${path}/package.json`);
      copy(`${room}/dist`, `sensor/${path}/dist`, runs);
    } else {
      copy(path, `sensor/${path}`, (file) => isKept(relative(join(root, path), file)));
    }
  }

  const node = dirname(dirname(platformNode()));
  if (!existsSync(join(node, 'include', 'node', 'node.h'))) {
    throw new SetupError(`${node} has no headers of Node: the packages need the Node that npm installs.`);
  }
  for (const path of ['bin/node', 'include', 'LICENSE']) {
    cpSync(join(node, path), join(into, 'node', path), { recursive: true });
  }
}
