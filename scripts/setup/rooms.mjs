import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesUnder } from './digest.mjs';
import { root } from './paths.mjs';

/** The rooms written in TypeScript and compiled by `tsc -b`, as directories relative to the root. */
export const rooms = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(({ path }) => path);

const sourceOf = (room, output) =>
  join(root, room, 'src', relative(join(root, room, 'dist'), output).replace(/(\.d)?\.(js|ts)(\.map)?$/, '.ts'));
const outputOf = (room, source) =>
  join(root, room, 'dist', relative(join(root, room, 'src'), source).replace(/\.ts$/, '.js'));

/**
 * Makes a room's dist agree with its sources where `tsc -b` would not: outputs of removed sources go (tests are found in
 * dist), and a room that misses outputs forgets that it was built.
 */
export function tidyOutputs(room) {
  for (const output of filesUnder(join(root, room, 'dist'))) {
    if (!existsSync(sourceOf(room, output))) rmSync(output);
  }
  const sources = filesUnder(join(root, room, 'src')).filter((file) => /(?<!\.d)\.ts$/.test(file));
  if (sources.some((source) => !existsSync(outputOf(room, source)))) {
    rmSync(join(root, room, 'tsconfig.tsbuildinfo'), { force: true });
  }
}
