import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { roomImports } from './scripts/lint/rooms.mjs';

const nodeTest = { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] };
const typed = ['**/*.ts', '**/*.svelte'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/build/', '**/generated/', '**/.svelte-kit/', '.data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  js.configs.recommended,
  {
    plugins: { rooms: { rules: { imports: roomImports } } },
    rules: {
      'rooms/imports': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      // Control characters are what some of the input is checked for.
      'no-control-regex': 'off',
      'object-shorthand': 'error',
      // Properties of a component are declared together, those that may be bound among them.
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['sdk/examples/*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: typed,
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // node:test waits for its tests by itself.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [nodeTest] }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A number reads the same in a text however it is converted.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An empty text often means the same as none: a setting, a header, a field of the wire.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // noUncheckedIndexedAccess asks for an assertion at every index that is known to be in range.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Interfaces decide what is asynchronous, and what returns nothing.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    files: ['ui/**/*.svelte', 'ui/**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { globals: globals.browser, parserOptions: { parser: typescript.parser } },
    rules: {
      // The dashboard stands at the root of its origin.
      'svelte/no-navigation-without-resolve': 'off',
      // The type of a generic component's snippet is known to svelte-check alone, which checks these files.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
);
