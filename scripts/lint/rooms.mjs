import { dirname, resolve } from 'node:path';
import { isInside, root } from '../setup/paths.mjs';

/**
 * The rooms by directory, and the rooms each may import. `testing` comes on top in tests and in what only tests use.
 * docs/architecture.md says why.
 */
const rooms = {
  common: { imports: [] },
  sdk: { imports: [] },
  'clickhouse/embedded': { imports: ['common'] },
  api: { imports: ['common'], testing: ['embedded-clickhouse'] },
  workers: { imports: ['common', 'sdk'] },
  sensors: { imports: ['common', 'sdk'] },
  ui: { imports: ['sdk'] },
  bench: { imports: ['common', 'embedded-clickhouse', 'sdk'] },
  native: { imports: [] },
  scripts: { imports: ['common'] },
};
const scope = '@ja4-platform/';

const isTesting = (file) => /\.test\.\w+$|\/testing\//.test(file);

/** ESLint rule: imports stay in the room, or name by package a room that this room may know. */
export const roomImports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      leaves: 'This path leaves the room {{room}}; import another room by its package name.',
      unknown: 'The room {{room}} may not import {{imported}}.',
      deep: 'Import the room by its package name, not a file inside it.',
    },
  },
  create(context) {
    const name = Object.keys(rooms).find((room) => isInside(resolve(root, room), context.filename));
    if (!name) return {};
    const { imports, testing = [] } = rooms[name];
    const allowed = isTesting(context.filename) ? [...imports, ...testing] : imports;

    function check(source) {
      if (typeof source?.value !== 'string') return;
      const { value } = source;
      const report = (messageId, data) => context.report({ node: source, messageId, data });
      if (value.startsWith('.')) {
        const target = resolve(dirname(context.filename), value);
        if (!isInside(resolve(root, name), target)) report('leaves', { room: name });
      } else if (value.startsWith(scope)) {
        const [imported, ...path] = value.slice(scope.length).split('/');
        if (!allowed.includes(imported)) report('unknown', { room: name, imported: scope + imported });
        else if (path.length) report('deep');
      }
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
    };
  },
};
