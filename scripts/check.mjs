// Checks everything that needs no running platform. All parts run, two at a time, even when one fails; the last line
// names those that did.
import { join } from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { runLines } from './setup/command.mjs';
import { root, setupDir } from './setup/paths.mjs';
import { committedSpecIsCurrent } from './check/committed-spec.mjs';
import { specBreaksNobody } from './check/spec-breaks-nobody.mjs';

const atOnce = 2;

async function passes(command, args, print, dir = '.') {
  return (await runLines(command, args, { cwd: join(root, dir), onLine: print })) === 0;
}

/** Returns a part that passes when a development tool exits with 0. */
const tool = (name, command, args) => ({ name, run: (print) => passes(command, args, print) });

/** A file that did not change is formatted as before. Lint has no such memory: it follows the types of other files. */
const formatCache = ['--cache', '--cache-strategy', 'content', '--cache-location', join(setupDir, 'prettier.cache')];

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

/** They read what `types` generates, so that goes first. */
const parts = [
  // Two runs, as it takes the longest and knows of one core.
  tool('lint and imports between rooms', 'eslint', ['.', '--ignore-pattern', 'ui/**', '--max-warnings', '0']),
  tool('lint of the dashboard', 'eslint', ['ui', '--max-warnings', '0']),
  { name: 'types of the dashboard', run: (print) => passes('npm', ['run', 'check'], print, 'ui') },
  tool('format', 'prettier', ['--check', '.', ...formatCache]),
  tool('dead code and dependencies', 'knip', ['--no-progress']),
  tool('openapi.yaml reads well', 'redocly', ['lint', 'openapi.yaml']),
  { name: 'openapi.yaml is the committed one', run: committedSpecIsCurrent },
  { name: 'openapi.yaml breaks no caller', run: specBreaksNobody },
];

async function check({ name, run }) {
  const since = Date.now();
  const lines = [];
  const passed = await run((line) => lines.push(line));
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  process.stdout.write(`${passed ? '✔' : '✖'} ${name} (${seconds} s)\n`);
  if (!passed) process.stdout.write(`${lines.map((line) => `    ${line}`).join('\n')}\n`);
  return passed ? [] : [name];
}

const failed = await check(types);
const waiting = [...parts];
async function work() {
  for (let part = waiting.shift(); part; part = waiting.shift()) failed.push(...(await check(part)));
}
await Promise.all(Array.from({ length: atOnce }, work));

process.stdout.write(failed.length ? `check failed: ${failed.join(', ')}\n` : 'check: everything holds\n');
process.exitCode = failed.length ? 1 : 0;
