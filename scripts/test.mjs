// Runs every test of the project (or those whose path holds one of the words given) in one run of node:test, against
// one embedded ClickHouse and one Redis, or against the servers of CLICKHOUSE_URL and REDIS_URL.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { embeddedClickHouse, ownRedis } from './launcher/services.mjs';
import { filesUnder } from './setup/digest.mjs';
import { orExit, SetupError } from './setup/fail.mjs';
import { root } from './setup/paths.mjs';
import { rooms } from './setup/rooms.mjs';

/** Returns the test files whose path holds one of the words; a word may also name the source, `api/src/keys.test.ts`. */
function testFiles(words) {
  const wanted = words.flatMap((word) => [word, word.replace('/src/', '/dist/').replace(/\.ts$/, '.js')]);
  return [
    // The longest of all first, and beside it those that wait the most: a core that would be idle computes for it.
    'ui/e2e',
    'scripts',
    'bench/sample',
    'bench/testbed',
    'native/test',
    ...rooms.toReversed().map((room) => `${room}/dist`),
    'ui/src',
  ]
    .flatMap((dir) => filesUnder(join(root, dir)))
    .filter((file) => /\.test\.m?js$/.test(file))
    .filter((file) => wanted.length === 0 || wanted.some((word) => relative(root, file).includes(word)));
}

/** Runs the files and resolves with the counts of the whole run. */
async function runTests(files, stopping) {
  // A file that leaves something open never ends: the report then names it, in place of a run that is cut from outside.
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(3_600_000)]);
  // One more than there are cores: many a test waits for a timer, a browser or a server.
  const events = run({ files, concurrency: availableParallelism() + 1, signal });
  let counts;
  events.on('test:summary', (summary) => {
    if (summary.file === undefined) counts = summary;
  });
  const report = events.compose(new spec());
  report.pipe(process.stdout);
  await finished(report);
  return counts;
}

await orExit(async () => {
  const files = testFiles(process.argv.slice(2));
  if (files.length === 0) throw new SetupError(`No test file matches ${process.argv.slice(2).join(' or ')}.`);

  const dataDir = mkdtempSync(join(tmpdir(), 'ja4-test-'));
  mkdirSync(join(dataDir, 'logs'));
  // Some three hundred processes load the same modules.
  process.env.NODE_COMPILE_CACHE = join(dataDir, 'compiled');
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, () => stopping.abort());
  const say = (message) => process.stderr.write(`${message}\n`);
  const own = [];
  if (!process.env.CLICKHOUSE_URL) {
    own.push(['CLICKHOUSE_URL', await embeddedClickHouse(dataDir, say)]);
    // What only the embedded one promises is tested with it.
    process.env.CLICKHOUSE_IS_EMBEDDED = '1';
  }
  if (!process.env.REDIS_URL) own.push(['REDIS_URL', ownRedis(dataDir, say)]);
  let counts;
  try {
    await Promise.all(own.map(([, server]) => server.service.start()));
    for (const [name, { url }] of own) process.env[name] = url;
    if (process.env.CLICKHOUSE_IS_EMBEDDED) {
      const program = join(root, 'api/dist/testing/make-template.js');
      process.env.JA4_TEST_TEMPLATE = execFileSync(process.execPath, [program], { encoding: 'utf8' });
    }
    counts = await runTests(files, stopping.signal);
  } finally {
    await Promise.all(own.map(([, server]) => server.service.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  }
  if (!counts?.success) process.exitCode = 1;
  if (!counts?.counts.tests) throw new SetupError('No test was run.');
});
process.disconnect?.();
