import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/**
 * The steps in the order they build on each other. `inputs` and `outputs` are files or directories from the root; a step
 * is done again when any of them is not as it was after the last time.
 */
const steps = [
  {
    name: 'openapi',
    label: 'Writing openapi.yaml and the routes from the controllers',
    inputs: [...shared, 'api/tsoa.json', 'api/tsconfig.json', 'api/src', 'common/src'],
    outputs: ['openapi.yaml', 'api/src/generated'],
    run: () => tool('openapi', 'tsoa', ['spec-and-routes'], 'api'),
  },
  {
    name: 'sdk-types',
    label: 'Writing the types of the SDK from openapi.yaml',
    inputs: [...shared, 'openapi.yaml'],
    outputs: ['sdk/src/generated'],
    run: () => tool('sdk-types', 'openapi-typescript', ['openapi.yaml', '-o', 'sdk/src/generated/schema.ts']),
  },
  {
    name: 'typescript',
    label: 'Compiling',
    inputs: [...shared, 'tsconfig.json', ...roomFiles('src', 'tsconfig.json')],
    outputs: roomFiles('dist', 'tsconfig.tsbuildinfo'),
    run: () => {
      rooms.forEach(tidyOutputs);
      return tool('typescript', 'tsc', ['-b']);
    },
  },
  {
    name: 'dashboard',
    label: 'Building the dashboard',
    inputs: [
      'package-lock.json',
      'ui/package.json',
      'ui/tsconfig.json',
      'ui/vite.config.ts',
      'ui/src',
      'ui/static',
      'sdk/src',
    ],
    outputs: ['ui/build'],
    run: () => tool('dashboard', 'vite', ['build'], 'ui'),
  },
];

function tool(name, command, args, dir = '.') {
  return runQuietly(name, join(root, 'node_modules', '.bin', command), args, {
    cwd: join(root, dir),
    env: { ...platformEnv(), NO_COLOR: '1' },
  });
}

/** Returns a hash of all that a step reads and writes. */
function stampOf({ inputs, outputs }) {
  return digest([...new Set([...inputs, ...outputs].flatMap((path) => filesUnder(join(root, path))))]);
}

function readStamps() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}

/** Builds what is not up to date. */
export async function ensureBuilt() {
  const stamps = readStamps();
  for (const step of steps) {
    if (stamps[step.name] === stampOf(step)) continue;
    await withProgress(step.label, step.run);
    stamps[step.name] = stampOf(step);
    mkdirSync(setupDir, { recursive: true });
    writeFileSync(stampFile, JSON.stringify(stamps, null, 2));
  }
}
