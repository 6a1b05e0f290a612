import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLines } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

const trailer = 'Breaking-API:';

async function git(...args) {
  const lines = [];
  const code = await runLines('git', args, { cwd: root, onLine: (line) => lines.push(line) });
  return code === 0 ? lines.join('\n') : undefined;
}

/**
 * True when openapi.yaml takes nothing from callers that the commit before gave them, or when the commit says in a line
 * `Breaking-API: <why>` of its message that this is meant. What is not committed yet is compared with the last commit.
 * Passes where there is no commit before, as in a released archive.
 */
export async function specBreaksNobody(print) {
  if (!existsSync(join(root, '.git'))) return true;
  const text = readFileSync(join(root, 'openapi.yaml'), 'utf8');
  const isCommitted = (await git('diff', '--quiet', 'HEAD', '--', 'openapi.yaml')) !== undefined;
  const base = isCommitted ? 'HEAD^' : 'HEAD';
  const old = await git('show', `${base}:openapi.yaml`);
  if (old === undefined) return true;
  const { parse } = await import('yaml');
  const { breakingChanges } = await import('../spec/breaking.mjs');
  const changes = breakingChanges(parse(old), parse(text));
  if (changes.length === 0) return true;
  const message = isCommitted ? ((await git('log', '-1', '--format=%B')) ?? '') : '';
  if (message.split('\n').some((line) => line.startsWith(trailer) && line.length > trailer.length + 1)) return true;
  changes.forEach((change) => print(change));
  print(`Callers of ${base} break. When that is meant, say why in the commit: a line \`${trailer} <why>\`.`);
  return false;
}
