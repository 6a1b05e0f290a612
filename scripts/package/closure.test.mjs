import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../setup/paths.mjs';
import { runtimePackages } from './closure.mjs';

test('dependencies are those that Node would find, of dependencies and optional ones, and none of development', () => {
  const packages = {
    sensors: {
      dependencies: { '@x/common': '1' },
      optionalDependencies: { addon: '1' },
      devDependencies: { lint: '1' },
    },
    'node_modules/@x/common': { resolved: 'common', link: true },
    common: { dependencies: { log: '2', '@types/log': '2' } },
    'node_modules/log': { dependencies: { deep: '1' } },
    'node_modules/log/node_modules/deep': { dependencies: { log: '2' } },
    'node_modules/deep': {},
    'node_modules/addon': { dependencies: { deep: '2' } },
    'node_modules/lint': {},
    'node_modules/@types/log': {},
  };
  assert.deepEqual(runtimePackages(packages, 'sensors'), [
    'node_modules/@x/common',
    'node_modules/addon',
    'node_modules/deep',
    'node_modules/log',
    'node_modules/log/node_modules/deep',
  ]);
  delete packages['node_modules/addon'];
  assert.throws(() => runtimePackages(packages, 'sensors'), /no addon, which sensors needs/);
});

test('no package that only development needs would be in the packages', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = runtimePackages(packages, 'sensors');
  assert.ok(paths.includes('node_modules/pino') && paths.includes('node_modules/pcap'));
  assert.deepEqual(
    paths.filter((path) => packages[path].dev || packages[path].devOptional),
    [],
  );
});
