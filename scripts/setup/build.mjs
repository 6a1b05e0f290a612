import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { digest, filesUnder } from './digest.mjs';
import { platformEnv } from './node.mjs';
import { root, setupDir } from './paths.mjs';
import { withProgress } from './progress.mjs';
import { rooms, tidyOutputs } from './rooms.mjs';

const stampFile = join(setupDir, 'built.json');
const roomFiles = (...dirs) => rooms.flatMap((room) => dirs.map((dir) => `${room}/${dir}`));
const shared = ['package-lock.json', 'tsconfig.base.json'];

/** `inputs` and `outputs` are files or directories from the root: a step is done again when any of them has changed. */
const openapi = {
  name: 'openapi',
  label: 'Writing openapi.yaml and the routes from the controllers',
  inputs: [
    ...shared,
    ...['api/tsoa.json', 'api/tsconfig.json', 'api/src', 'common/src', 'sdk/src/decode', 'scripts/spec/complete.mjs'],
  ],
  readsTests: false,
  outputs: ['openapi.yaml', 'api/src/generated'],
  run: async () => {
    copyDecoder();
    await tool('openapi', 'tsoa', ['spec-and-routes'], 'api');
    // Its package is not there before the packages are installed.
    const { completeSpecification } = await import('../spec/complete.mjs');
    completeSpecification();
  },
};
const sdk = {
  name: 'sdk',
  label: 'Building the SDK from openapi.yaml',
  inputs: [...shared, 'openapi.yaml', 'sdk/src', 'sdk/tsconfig.json'],
  outputs: ['sdk/dist', 'sdk/tsconfig.tsbuildinfo'],
  run: async () => {
    await tool('sdk-types', 'openapi-typescript', ['openapi.yaml', '-o', 'sdk/src/generated/schema.ts']);
    tidyOutputs('sdk');
    await tool('sdk', 'tsc', ['-b', 'sdk']);
  },
};
const typescript = {
  name: 'typescript',
  label: 'Compiling',
  inputs: [...shared, 'tsconfig.json', ...roomFiles('src', 'tsconfig.json')],
  outputs: roomFiles('dist', 'tsconfig.tsbuildinfo'),
  run: async () => {
    rooms.forEach(tidyOutputs);
    await tool('typescript', 'tsc', ['-b']);
  },
};
const uiFiles = ['package.json', 'tsconfig.json', 'vite.config.ts', 'src', 'static'].map((name) => `ui/${name}`);
const dashboard = {
  name: 'dashboard',
  label: 'Building the dashboard',
  inputs: ['package-lock.json', ...uiFiles, 'sdk/src'],
  outputs: ['ui/build'],
  run: () => tool('dashboard', 'vite', ['build'], 'ui'),
};
/** Each stage reads what the one before wrote; the steps of a stage run side by side. */
const stages = [[openapi], [sdk], [typescript, dashboard]];

/** The SDK is published alone and is made from the API's contract, so the API cannot import its decoder of JA4. */
function copyDecoder() {
  cpSync(join(root, 'sdk/src/decode'), join(root, 'api/src/generated/decode'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  });
}

function tool(name, command, args, dir = '.') {
  return runQuietly(name, join(root, 'node_modules', '.bin', command), args, {
    cwd: join(root, dir),
    env: { ...platformEnv(), NO_COLOR: '1' },
  });
}

/** Returns a hash of all that a step reads and writes. What is generated does not depend on tests. */
function stampOf({ inputs, outputs, readsTests = true }) {
  const files = [...inputs, ...outputs].flatMap((path) => filesUnder(join(root, path)));
  return digest([...new Set(files)].filter((file) => readsTests || !file.endsWith('.test.ts')));
}

function readStamps() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}

/**
 * Builds what is not up to date. With `mayKeepDashboard` a dashboard that is there stays as it is: it takes longest, and
 * the tests of one room do not look at it.
 *
 * @throws SetupError with the output of the first step that fails
 */
export async function ensureBuilt({ mayKeepDashboard = false } = {}) {
  const kept = mayKeepDashboard && existsSync(join(root, 'ui/build')) ? dashboard : undefined;
  const stamps = readStamps();
  for (const stage of stages) {
    const stale = stage.filter((step) => step !== kept && stamps[step.name] !== stampOf(step));
    if (stale.length === 0) continue;
    const label = stale.map((step) => step.label).join(' / ');
    await withProgress(label, () => runStage(stale, stamps));
  }
}

/** Runs the steps side by side and writes down those that succeed, also when another fails. */
async function runStage(steps, stamps) {
  const results = await Promise.allSettled(steps.map((step) => step.run()));
  steps.forEach((step, index) => {
    if (results[index].status === 'fulfilled') stamps[step.name] = stampOf(step);
  });
  mkdirSync(setupDir, { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stamps, null, 2));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}
