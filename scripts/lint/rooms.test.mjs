import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RuleTester } from 'eslint';
import { root } from '../setup/paths.mjs';
import { roomImports } from './rooms.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const at = (path) => join(root, path);
const known = (filename, code) => ({ filename: at(filename), code });
const refused = (filename, code, messageId) => ({ ...known(filename, code), errors: [{ messageId }] });

new RuleTester().run('room-imports', roomImports, {
  valid: [
    known('workers/src/correlator/tick.js', `import { Client } from '@ja4-platform/sdk';`),
    known('workers/src/correlator/tick.js', `import { run } from '../run.js';`),
    known('clickhouse/embedded/src/main.js', `import { createLogger } from '@ja4-platform/common';`),
    known('ui/src/routes/page.js', `import { page } from '$app/state'; export * from 'svelte';`),
    known('eslint.config.js', `import { roomImports } from './scripts/lint/rooms.mjs';`),
  ],
  invalid: [
    refused('workers/src/main.js', `import { Store } from '@ja4-platform/api';`, 'unknown'),
    refused('ui/src/main.js', `import { createLogger } from '@ja4-platform/common';`, 'unknown'),
    refused('common/src/index.js', `export { Client } from '@ja4-platform/sdk';`, 'unknown'),
    refused('sdk/src/index.js', `export * from '@ja4-platform/common';`, 'unknown'),
    refused('api/src/main.js', `await import('@ja4-platform/embedded-clickhouse');`, 'unknown'),
    refused('workers/src/main.js', `import { Client } from '@ja4-platform/sdk/dist/client.js';`, 'deep'),
    refused('workers/src/main.js', `import { Client } from '../../sdk/dist/index.js';`, 'leaves'),
    refused('clickhouse/embedded/src/main.js', `import { up } from '../../migrations/up.js';`, 'leaves'),
  ],
});
