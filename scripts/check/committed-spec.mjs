import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runLines } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

/**
 * True when openapi.yaml, as the build has just written it from the controllers, is what git has (staged counts).
 * Passes where there is no git, as in a released archive.
 */
export async function committedSpecIsCurrent(print) {
  if (!existsSync(join(root, '.git'))) return true;
  const diff = ['diff', '--stat', '--exit-code', '--', 'openapi.yaml'];
  const code = await runLines('git', ['ls-files', '--error-unmatch', 'openapi.yaml'], { onLine: () => {} });
  if (code !== 0) {
    print('openapi.yaml is not committed');
    return false;
  }
  if ((await runLines('git', diff, { onLine: print })) === 0) return true;
  print(
    'The controllers say something else than the committed openapi.yaml: look at `git diff openapi.yaml`, commit it.',
  );
  return false;
}
