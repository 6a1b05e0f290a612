import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prose, visible } from './visible.ts';

test('what turns or hides text is written out, and all else stays', () => {
  assert.equal(visible('\u202Egnp.exe'), '\\u202egnp.exe');
  assert.equal(visible('a\u0000b\u200b\nc'), 'a\\u0000b\\u200b\\u000ac');
  assert.equal(visible('<b> 🦊 é عربي'), '<b> 🦊 é عربي');
  assert.equal(prose('two\nlines\u202E'), 'two\nlines\\u202e');
});
