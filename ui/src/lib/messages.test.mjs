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

/**
 * Returns the paths of the catalogue that a source names, each as far as its names are written out: what stands below
 * one may be asked for by a name that is known only then.
 * @param {string} source
 */
function pathsIn(source) {
  const aliases = new Map([['messages', '']]);
  const name = '[A-Za-z_]\\w*';
  // `const words = messages.requests;` and `const { status, detection: more } = messages;` name what follows uses.
  const rest = source.replaceAll(
    new RegExp(`const (?:(${name})|\\{([^}]+)\\})(?:: [^=]+)? = (${name})((?:\\.${name})*);`, 'g'),
    (statement, alias, taken, root, path) => {
      const base = aliases.get(root);
      if (base === undefined) return statement;
      for (const [key, as = key] of alias
        ? [['', alias]]
        : taken.split(',').map((/** @type {string} */ each) => each.trim().split(': ')))
        aliases.set(as, `${base}${path}${key && `.${key}`}`);
      return '';
    },
  );
  const named = new RegExp(`(?<![.\\w'])(${[...aliases.keys()].join('|')})((?:\\??\\.${name})*)(?![\\w'])(\\[?)`, 'g');
  return (
    [...rest.matchAll(named)]
      .map(([, root = '', path = '', bracket]) => ({ path: aliases.get(root) + path.replaceAll('?', ''), bracket }))
      // The name of a whole part says nothing: comments have such words.
      .filter(({ path, bracket }) => bracket || path.split('.').length > 2 || path === '.product')
      .map(({ path }) => path)
  );
}

test('every message is said somewhere', () => {
  const root = join(import.meta.dirname, '..');
  const named = new Set(
    globSync('**/*.{svelte,ts}', { cwd: root, exclude: ['lib/messages/**'] }).flatMap((file) =>
      pathsIn(readFileSync(join(root, file), 'utf8')),
    ),
  );
  const unsaid = shapeOf(en)
    .map((shape) => shape.replace(/[:(].*/, ''))
    .filter(
      (path) => !path.split('.').some((_, index, parts) => index > 0 && named.has(parts.slice(0, index + 1).join('.'))),
    );
  assert.deepEqual(unsaid, []);
});

/**
 * Returns the names that a sentence has filled in, each with its kind.
 * @param {string} sentence
 */
const filledIn = (sentence) => (sentence.match(/\{[^}]+\}/g) ?? []).sort();

test('all that the API says has a sentence in every language, with the same filled in', async () => {
  // The API's own list, not a copy: a sentence that is new there is missing here.
  const built = join(import.meta.dirname, '..', '..', '..', 'common', 'dist', 'index.js');
  const { apiMessages, features } = await import(built);
  for (const { sentences, features: meanings } of [en, fr]) {
    assert.deepEqual(Object.keys(sentences).sort(), Object.keys(apiMessages).sort());
    for (const [key, sentence] of Object.entries(sentences)) {
      assert.deepEqual(filledIn(sentence), filledIn(apiMessages[key]), key);
    }
    const names = features.map((/** @type {{ name: string }} */ { name }) => name);
    assert.deepEqual(Object.keys(meanings).sort(), names.sort());
  }
});

test('every problem that has a page has a title', () => {
  const pages = globSync('*.md', { cwd: join(import.meta.dirname, '..', '..', '..', 'docs', 'problems') });
  for (const { problems } of [en, fr])
    assert.deepEqual(Object.keys(problems).sort(), pages.map((page) => page.replace('.md', '')).sort());
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
