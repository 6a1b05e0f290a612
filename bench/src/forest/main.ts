import { parseArgs } from 'node:util';
import { fileResult } from './one-file.js';

const usage = `usage: npm run bench:forest -- FILE.csv[.gz] ... [--seeds 5] [--trees 100]
Prints one line of JSON for each file of columns f0..fN,label: means over forests of so many seeds.
`;

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, trees: { type: 'string', default: '100' } },
  allowPositionals: true,
});
const options = { seeds: Number(values.seeds), trees: Number(values.trees) };
if (!positionals.length || Object.values(options).some((count) => !Number.isInteger(count) || count < 1)) {
  process.stderr.write(usage);
  process.exit(2);
}
for (const path of positionals) {
  try {
    process.stdout.write(`${JSON.stringify({ file: path, ...(await fileResult(path, options)) })}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
