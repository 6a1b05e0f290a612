import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { prepareDataDirectory } from './first-start.js';
import { KeysRepository } from './keys/keys.repository.js';
import { KeysService } from './keys/keys.service.js';
import { LastUses } from './last-uses/last-uses.js';
import { answer, answerOf, send } from './testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from './testing/harness.js';
import { UsersRepository } from './users/users.repository.js';
import { UsersService } from './users/users.service.js';
import type { UserPage } from './users/users.types.js';

describe('the first start', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  it('makes one administrator however many processes start at once, and one of them keeps the password', async () => {
    const { store, redis, logger, clock } = api.context;
    await store.command('test', `TRUNCATE TABLE ${store.database}.users`);
    const directories = [1, 2, 3].map(() => mkdtempSync(join(tmpdir(), 'ja4-test-')));
    const start = async (directory: string): Promise<void> => {
      const lastUses = new LastUses(store, logger, clock);
      const keys = new KeysService(new KeysRepository(store), lastUses, clock);
      const users = new UsersService(
        new UsersRepository(store),
        lastUses,
        redis,
        `${store.database}:lock:users`,
        clock,
      );
      await prepareDataDirectory(directory, keys, users);
      await lastUses.close();
    };
    await Promise.all(directories.map(start));
    assert.equal((await answerOf<UserPage>(api, '/v1/users?count=true')).total, 1);
    const [file = '', ...others] = directories.map((path) => join(path, 'admin.password')).filter(existsSync);
    assert.deepEqual(others, []);
    const password = readFileSync(file, 'utf8').trim();
    await answer(send(api, 'POST', '/v1/session', { user: 'admin', password }, { authorization: '' }), 201);
    for (const directory of directories) rmSync(directory, { recursive: true });
  });
});
