import { scoreOf } from './score.js';
import { vectorsFolder } from './vectors.js';

/** Prints how many hellos of the public captures come out right, by project and by feature: `node dist/testing/print-score.js`. */
if (!vectorsFolder) {
  process.stderr.write('no shared/vectors beside the checkout\n');
  process.exitCode = 2;
} else {
  const { projects, features, mistakes } = await scoreOf(vectorsFolder);
  for (const [name, { expected, right }] of [...projects, ...features]) {
    process.stdout.write(`${name.padEnd(24)} ${right} of ${expected}\n`);
  }
  for (const mistake of mistakes) process.stdout.write(`${mistake}\n`);
  process.exitCode = mistakes.length ? 1 : 0;
}
