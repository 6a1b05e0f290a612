import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStatement, verbOf } from './statement.js';

test('the verb stands behind comments and parentheses', () => {
  assert.equal(verbOf('/* a */ -- b\n ((select 1))'), 'SELECT');
  assert.equal(verbOf("insert into t values ('x')"), 'INSERT');
  assert.equal(verbOf('  '), '');
});

test('only a FORMAT clause names the format', () => {
  const format = (sql: string): string | undefined => readStatement(sql).format;
  assert.equal(format('SELECT 1 FORMAT JSON'), 'JSON');
  assert.equal(format('SELECT 1 format CSV SETTINGS max_threads = 1;'), 'CSV');
  assert.equal(format('SELECT 1 SETTINGS max_threads = 1 FORMAT CSV -- FORMAT TSV'), 'CSV');
  assert.equal(format("SELECT ' FORMAT JSON'"), undefined);
  assert.equal(format('SELECT format FROM t'), undefined);
  assert.equal(format('SELECT `FORMAT` x'), undefined);
});

test('two statements are told from one with a semicolon in it', () => {
  assert.equal(readStatement("SELECT ';' ;; -- end").multiple, false);
  assert.equal(readStatement("SELECT 'it\\'s ;' ; SELECT 2").multiple, true);
  assert.equal(readStatement('SELECT 1; /* ; */').multiple, false);
});

test('input() is found, a column of that name is not', () => {
  assert.equal(readStatement("INSERT INTO t SELECT a FROM input('a UInt8') FORMAT CSV").readsInput, true);
  assert.equal(readStatement("INSERT INTO t SELECT input FROM u WHERE x = 'input('").readsInput, false);
});
