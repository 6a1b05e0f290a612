import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { root } from '../setup/paths.mjs';
import { skipWithoutServices, startApi } from '../testing/api.mjs';
import { writeDetections } from '../testing/traffic.mjs';

const run = promisify(execFile);
const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const program = `
const { decodeJa4, createClient, jsonLines } = await import('@ja4-platform/sdk');
const client = createClient(options);
const found = [];
for await (const { client_ip } of client.detections.list({ limit: 1 })) found.push(client_ip);
for await (const { client_ip } of jsonLines(await client.detections.export())) found.push(client_ip);
for await (const { data } of client.detections.stream({ lastEventId: '0-00000000-0000-0000-0000-000000000000' })) {
  found.push(data.client_ip);
  break;
}
found.push(decodeJa4('t13d1516h2_8daaf6152771_d8a2da3f94cd').transport);
`;
const expected = ['203.0.113.7', '203.0.113.7', '203.0.113.7', 'TLS over TCP'];

describe('the package of the SDK, installed elsewhere', { skip: skipWithoutServices }, () => {
  let api;
  let directory;
  before(async () => {
    api = await startApi();
    await writeDetections(api, [{ client_ip: '203.0.113.7', level: 'high' }]);
    directory = mkdtempSync(join(tmpdir(), 'ja4-package-'));
    // Its dependencies come from what is installed here, so that no registry is asked.
    const packages = ['sdk', 'node_modules/openapi-fetch', 'node_modules/openapi-typescript-helpers'];
    const npm = (args, cwd) => run('npm', args, { cwd, env: { ...process.env, npm_config_offline: 'true' } });
    const { stdout } = await npm(
      ['pack', '--ignore-scripts', '--pack-destination', directory, ...packages.map((path) => join(root, path))],
      directory,
    );
    mkdirSync(join(directory, 'app'));
    writeFileSync(join(directory, 'app/package.json'), '{"name":"app","type":"module","private":true}');
    const archives = stdout
      .trim()
      .split('\n')
      .map((file) => join(directory, file));
    await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...archives], join(directory, 'app'));
  });
  after(async () => {
    await api?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('holds what is needed, and no tests', () => {
    const installed = join(directory, 'app/node_modules/@ja4-platform/sdk');
    for (const file of ['README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/cli/main.js', 'examples/hunt.mjs']) {
      assert.ok(existsSync(join(installed, file)), file);
    }
    assert.ok(!existsSync(join(installed, 'dist/client.test.js')));
    assert.ok(!existsSync(join(installed, 'src')));
  });

  it('runs under Node', async () => {
    const options = JSON.stringify({ baseUrl: api.baseUrl, apiKey: api.apiKey });
    writeFileSync(
      join(directory, 'app/main.mjs'),
      `const options = ${options};${program}console.log(JSON.stringify(found));`,
    );
    const { stdout } = await run(process.execPath, ['main.mjs'], { cwd: join(directory, 'app') });
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  it('is let in where bouncers of CrowdSec are', async () => {
    const { createClient } = await import(join(directory, 'app/node_modules/@ja4-platform/sdk/dist/index.js'));
    const client = createClient({ baseUrl: api.baseUrl, apiKey: await api.keyOf('bouncer') });
    assert.equal(await client.crowdsec.decisions(), null);
    assert.deepEqual(await client.crowdsec.changes({ startup: true }), { new: null, deleted: null });
  });

  it('has types that a strict compiler takes', async () => {
    writeFileSync(
      join(directory, 'app/types.ts'),
      `import { createClient, type Schemas } from '@ja4-platform/sdk';
const client = createClient({ baseUrl: 'http://localhost' });
export async function first(): Promise<Schemas['Detection'] | undefined> {
  const { items } = await client.detections.list({ level: ['high'], host: ['a', '!b'] }).page();
  return items[0];
}
// @ts-expect-error: not a level
client.detections.list({ level: ['severe'] });
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2024,dom,dom.iterable'];
    await run(join(root, 'node_modules/.bin/tsc'), [...options, 'types.ts'], { cwd: join(directory, 'app') });
  });

  it('has a command', async () => {
    const env = { ...process.env, JA4_API_URL: api.baseUrl, JA4_API_KEY: api.apiKey };
    const { stdout } = await run(join(directory, 'app/node_modules/.bin/ja4'), ['detections'], { env });
    assert.match(stdout, /high {2}open {2}203\.0\.113\.7/);
  });

  const skip = existsSync(chromiumPath) ? false : 'needs Chromium';
  it('runs in a browser, with the session of its page', { skip }, async () => {
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage({ baseURL: api.baseUrl });
      const imports = {
        '@ja4-platform/sdk': '/sdk-test/@ja4-platform/sdk/dist/index.js',
        'openapi-fetch': '/sdk-test/openapi-fetch/dist/index.mjs',
      };
      // The files of the package, as any web server would give them, on the origin of the API.
      await page.route('**/sdk-test/**', (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname.endsWith('.html')) {
          const body = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`;
          return route.fulfill({ contentType: 'text/html', body });
        }
        const contentType = ['.js', '.mjs'].includes(extname(pathname))
          ? 'text/javascript'
          : 'application/octet-stream';
        const body = readFileSync(join(directory, 'app/node_modules', pathname.slice('/sdk-test/'.length)));
        return route.fulfill({ contentType, body });
      });
      await page.goto('/sdk-test/page.html');
      const login = `
        const sdk = await import('@ja4-platform/sdk');
        await sdk.createClient(options).session.login({ body: { user: 'admin', password: ${JSON.stringify(api.password)} } });`;
      const found = await page.evaluate((text) => {
        const AsyncFunction = (async () => undefined).constructor;
        return new AsyncFunction('options', text)({ baseUrl: '' });
      }, `${login}${program}return found;`);
      assert.deepEqual(found, expected);
    } finally {
      await browser.close();
    }
  });
});
