// The page lists the directives that the module has, each in the module's own words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('docs/mod_reqin_log.md has the option table of the code', () => {
  const source = read('../mod_reqin_log/config.c');
  const table = source.slice(source.indexOf('const command_rec'));
  const entries = table.matchAll(/AP_INIT_\w+\(\s*"(\w+)"[^"]*((?:"[^"]*"\s*)+)\)/g);
  const text = (literals) => [...literals.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join('');
  const inCode = Array.from(entries, ([, name, literals]) => [name, text(literals)]);
  const rows = read('../../docs/mod_reqin_log.md').matchAll(/^\| `(JsonSockLog\w+)` .*\| (.*?) +\|$/gm);
  assert.equal(inCode.length, 10);
  assert.deepEqual(
    Array.from(rows, ([, name, what]) => [name, what]),
    inCode,
  );
});
