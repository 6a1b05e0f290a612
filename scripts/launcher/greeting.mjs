import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isInside } from '../setup/paths.mjs';

/** Returns what a person is told once everything runs: where it is, how to get in and what to look at. */
export function greeting(url, dataDir, mode) {
  const password = readFileSync(join(dataDir, 'admin.password'), 'utf8').trim();
  const keyFile = join(dataDir, 'admin.key');
  const shortKeyFile = isInside(process.cwd(), keyFile) ? relative(process.cwd(), keyFile) : keyFile;
  const tour = [
    'Overview     how many requests, which share has its handshake, what was found',
    'Detections   open the scanner or the password guesser and read the reasons',
    'Requests     search by ja4, address or path; see who lies about the browser',
    'Status       what waits, what the processes say',
  ];
  return `
  ja4-platform is running.

    Dashboard   ${url}
    User        admin
    Password    ${password}

    curl -H "Authorization: Bearer $(cat ${shortKeyFile})" "${url}/v1/requests?limit=100"
${mode === 'demo' ? `\n  What to click:\n${tour.map((line) => `    ${line}`).join('\n')}\n` : ''}
  Ctrl-C stops everything.

`;
}
