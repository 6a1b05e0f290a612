import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'svelte/compiler';
import { en } from './messages/en/index.ts';
import { fr } from './messages/fr/index.ts';

/**
 * Returns every path of a catalogue with the kind of what stands there.
 * @param {any} value
 * @returns {string[]}
 */
function shapeOf(value, path = '') {
  if (Array.isArray(value)) return [`${path}: ${value.length} items`];
  if (typeof value === 'function') return [`${path}(${value.length})`];
  if (typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, child]) => shapeOf(child, `${path}.${key}`));
}

test('the catalogues have the same keys', () => {
  assert.deepEqual(shapeOf(fr).sort(), shapeOf(en).sort());
});

test('every reason that has a page has a title', () => {
  const pages = globSync('*.md', { cwd: join(import.meta.dirname, '..', '..', '..', 'docs', 'reasons') });
  assert.deepEqual(Object.keys(en.reasonTitles), pages.map((page) => page.replace('.md', '')).sort());
});

const spoken = new Set([
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'placeholder',
  'alt',
  'label',
]);

const unspoken = /^(Attribute|StyleDirective)$/;

/**
 * Returns the words that stand in the markup of a component: text, and attributes that are read.
 * @param {any} node
 * @returns {Generator<string>}
 */
function* wordsIn(node) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const child of node) yield* wordsIn(child);
    return;
  }
  if (unspoken.test(node.type) && !spoken.has(node.name)) return;
  if (node.type === 'Text' && /\p{L}{2}/u.test(node.data)) yield node.data.trim();
  for (const [name, child] of Object.entries(node)) if (name !== 'instance' && name !== 'css') yield* wordsIn(child);
}

test('no words stand in components', () => {
  const root = join(import.meta.dirname, '..');
  const found = globSync('**/*.svelte', { cwd: root }).flatMap((file) => {
    const { fragment } = parse(readFileSync(join(root, file), 'utf8'), { modern: true });
    return [...wordsIn(fragment)].map((words) => `${file}: ${words}`);
  });
  assert.deepEqual(found, []);
});
