// What a maker of captures needs: root, and programs that Debian packages bring.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isOnPath(program) {
  return process.env.PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Which of these programs are not on the PATH. */
export const missingPrograms = (programs) => programs.filter((program) => !isOnPath(program));

/** Ends the process with what is missing. `needed` names the package of each program. */
export function exitUnlessReady(name, needed) {
  const missing = missingPrograms(Object.keys(needed));
  const packages = [...new Set(missing.map((program) => needed[program]))].join(' ');
  const reason =
    missing.length > 0 ? `needs packages: apt-get install ${packages}` : process.getuid() === 0 ? '' : 'needs root';
  if (reason) {
    process.stderr.write(`${name} ${reason}\n`);
    process.exit(1);
  }
}
