import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';

const shutdown = JSON.stringify(new URL('./shutdown.js', import.meta.url).href);

/** Starts a program that calls onShutdown with `close`, and resolves once it waits to be told to end. */
async function started(close: string, limitMs = 10_000, env = {}): Promise<ChildProcessWithoutNullStreams> {
  const program = `
    const { onShutdown } = await import(${shutdown});
    onShutdown(${close}, ${limitMs});
    setInterval(() => {}, 1000);
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, ...env } });
  await once(child.stdout, 'data');
  return child;
}

const reasonToStdout = '(reason) => new Promise((done) => process.stdout.write(reason, done))';

async function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('onShutdown', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`closes and exits 0 on ${signal}`, async () => {
      const child = await started(reasonToStdout);
      child.kill(signal);
      assert.deepEqual(await ended(child), { code: 0, output: signal });
    });
  }

  it('closes when the pipe of the launcher ends', async () => {
    const child = await started(reasonToStdout, 10_000, { JA4_SUPERVISED: '1' });
    child.stdin.end();
    assert.deepEqual(await ended(child), { code: 0, output: 'launcher gone' });
  });

  it('does not wait long for anything once its launcher is gone', async () => {
    const child = await started('() => new Promise(() => {})', 60_000, { JA4_SUPERVISED: '1' });
    child.stdin.end();
    assert.equal((await ended(child)).code, 1);
  });

  it('does not care about standard input without a launcher', async () => {
    const child = await started(reasonToStdout, 10_000, { JA4_SUPERVISED: '' });
    child.stdin.end();
    const stillThere = Symbol();
    const first = await Promise.race([
      once(child, 'exit'),
      new Promise((done) => setTimeout(() => done(stillThere), 300)),
    ]);
    assert.equal(first, stillThere);
    child.kill('SIGKILL');
  });

  it('closes once, however often it is told to', async () => {
    const child = await started(
      `async (reason) => { process.stdout.write(reason); await new Promise((done) => setTimeout(done, 300)); }`,
    );
    child.kill('SIGTERM');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    assert.deepEqual(await ended(child), { code: 0, output: '' });
  });

  it('exits 1 and says why when closing fails', async () => {
    const child = await started(`() => Promise.reject(new Error('disk on fire'))`);
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.kill('SIGTERM');
    assert.equal((await ended(child)).code, 1);
    assert.match(errors, /disk on fire/);
  });

  it('exits 1 when closing takes longer than its limit', async () => {
    const child = await started('() => new Promise(() => {})', 100);
    child.kill('SIGTERM');
    assert.equal((await ended(child)).code, 1);
  });
});
