// Checks everything that needs no running platform. All parts run, two at a time, even when one fails; the last line
// counts them.
import { join } from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { runLines } from './setup/command.mjs';
import { root } from './setup/paths.mjs';
import { committedSpecIsCurrent } from './check/committed-spec.mjs';

const atOnce = 2;

/** Returns a part that passes when a development tool exits with 0. */
const tool = (name, command, args, dir = '.') => ({
  name,
  async run(print) {
    const bin = join(root, 'node_modules', '.bin', command);
    return (await runLines(bin, args, { cwd: join(root, dir), onLine: print })) === 0;
  },
});

const types = {
  name: 'types',
  async run(print) {
    try {
      await ensureBuilt();
      return true;
    } catch (error) {
      print(error.message);
      return false;
    }
  },
};

/** The others read what `types` generates, so it goes first. */
const parts = [
  tool('lint and imports between rooms', 'eslint', ['.', '--max-warnings', '0']),
  tool('types of the dashboard', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], 'ui'),
  tool('format', 'prettier', ['--check', '.']),
  tool('dead code and dependencies', 'knip', ['--no-progress']),
  tool('openapi.yaml reads well', 'redocly', ['lint', 'openapi.yaml']),
  { name: 'openapi.yaml is the committed one', run: committedSpecIsCurrent },
];

async function check({ name, run }) {
  const since = Date.now();
  const lines = [];
  const passed = await run((line) => lines.push(line));
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  process.stdout.write(`${passed ? '✔' : '✖'} ${name} (${seconds} s)\n`);
  if (!passed) process.stdout.write(`${lines.map((line) => `    ${line}`).join('\n')}\n`);
  return passed;
}

const results = [await check(types)];
const waiting = [...parts];
async function next() {
  for (let part = waiting.shift(); part; part = waiting.shift()) results.push(await check(part));
}
await Promise.all(Array.from({ length: atOnce }, next));

const failed = results.filter((passed) => !passed).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
