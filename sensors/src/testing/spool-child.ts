// A producer for the crash tests: appends numbered lines, and says on standard output up to which one they are stored.
import { Spool } from '../spool/spool.js';

const [dir = '', first = '0'] = process.argv.slice(2);
const spool = await Spool.open({ dir, maxBytes: 1e9, onTrouble: () => {} });
for (let next = Number(first); ;) {
  const last = next + 1 + Math.floor(Math.random() * 400);
  for (; next < last; next += 1) spool.append(`{"n":${next},"fill":"${'x'.repeat(next % 300)}"}`);
  await spool.flush();
  process.stdout.write(`${last}\n`);
}
