import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeysService } from './keys/keys.service.js';
import type { NewApiKey } from './keys/keys.types.js';
import type { UsersService } from './users/users.service.js';

const keyFiles: Record<string, NewApiKey> = {
  'admin.key': { name: 'made at first start', kind: 'admin' },
  'worker.key': { name: 'workers of this machine', kind: 'worker' },
  'sensor.key': { name: 'sensor of this machine', kind: 'sensor', sensor_id: 'local' },
};

/**
 * Leaves in the data directory what the first people and programs need: keys and the password of `admin`, mode 0600.
 * A file that is there is left alone; its key goes on being valid.
 */
export async function prepareDataDirectory(directory: string, keys: KeysService, users: UsersService): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [file, wanted] of Object.entries(keyFiles)) {
    if (existsSync(join(directory, file))) continue;
    const { key } = await keys.create(wanted);
    writeSecret(join(directory, file), key);
  }
  await users.createFirst('admin', (password) => writeSecret(join(directory, 'admin.password'), password));
}

function writeSecret(path: string, secret: string): void {
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
}
