// The C parts that need no httpd, each with its own checks, under AddressSanitizer and UndefinedBehaviorSanitizer.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compilerSanitizes, missingPrograms } from './apache.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const NATIVE = new URL('..', import.meta.url).pathname;
const output = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' }).trim();
let folder;

before(() => (folder = mkdtempSync(join(tmpdir(), 'ja4-native-'))));
after(() => rmSync(folder, { recursive: true }));

/** Compiles a test with the sources it is about and runs it; it prints what does not hold. */
function runUnit(name, sources, flags = []) {
  const program = join(folder, name);
  const sanitizers = compilerSanitizes() ? ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'] : [];
  const files = [join(NATIVE, `test/${name}.test.c`), ...sources.map((file) => join(NATIVE, 'mod_reqin_log', file))];
  execFileSync('cc', [
    '-std=gnu11',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-g',
    ...sanitizers,
    '-o',
    program,
    ...files,
    ...flags,
  ]);
  execFileSync(program, { cwd: folder });
}

test('the JSON writer escapes, repairs and bounds text', { skip }, () => runUnit('json', ['json.c']));

test('ClientHellos are found in records however they are cut', { skip }, () => runUnit('hello', ['hello.c']));

test('HTTP/2 settings, priorities and pseudo-header order are read', { skip }, () =>
  runUnit('h2', ['h2.c', 'hpack.c']),
);

test('the sink writes whole records, finishes halves, counts and tells of what it dropped', { skip }, () => {
  const apr = output('apxs', '-q', 'APR_CONFIG');
  const flags = output(apr, '--cppflags', '--includes', '--link-ld').split(/\s+/);
  runUnit('sink', ['sink.c'], [...flags, '-pthread']);
});
