import { dirname, resolve } from 'node:path';
import { isInside, root } from '../setup/paths.mjs';

/** The rooms by directory, and the rooms each may import; docs/architecture.md says why. */
const rooms = {
  common: [],
  sdk: [],
  'clickhouse/embedded': ['common'],
  api: ['common'],
  workers: ['common', 'sdk'],
  sensors: ['common', 'sdk'],
  ui: ['sdk'],
  bench: ['common', 'sdk', 'sensors', 'workers'],
  native: [],
  scripts: ['common', 'embedded-clickhouse'],
};
const scope = '@ja4-platform/';

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
    function check(source) {
      if (typeof source?.value !== 'string') return;
      const { value } = source;
      const report = (messageId, data) => context.report({ node: source, messageId, data });
      if (value.startsWith('.')) {
        const target = resolve(dirname(context.filename), value);
        if (!isInside(resolve(root, name), target)) report('leaves', { room: name });
      } else if (value.startsWith(scope)) {
        const [imported, ...path] = value.slice(scope.length).split('/');
        if (imported !== name && !rooms[name].includes(imported))
          report('unknown', { room: name, imported: scope + imported });
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
