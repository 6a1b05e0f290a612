import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

const logger = JSON.stringify(new URL('./logger.js', import.meta.url).href);

it('writes one JSON object a line to standard error and leaves standard output alone', () => {
  const program = `
    const { createLogger } = await import(${logger});
    const log = createLogger('api', 'warn');
    log.info('not severe enough');
    log.warn({ port: 8000 }, 'taken');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  assert.equal(stdout, '');
  const { time, ...line } = JSON.parse(stderr) as Record<string, unknown>;
  assert.deepEqual(line, { level: 40, service: 'api', port: 8000, msg: 'taken' });
  assert.ok(!Number.isNaN(Date.parse(String(time))));
});
