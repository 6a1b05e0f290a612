import type { KeyKind } from '../http/scopes.js';
import type { Store } from '../store/store.js';

export interface StoredKey {
  key_id: string;
  name: string;
  kind: KeyKind;
  sensor_id: string;
  secret_hash: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

const columns = 'key_id, name, kind, sensor_id, secret_hash, created_at, expires_at, revoked_at';

export class KeysRepository {
  constructor(private readonly store: Store) {}

  list(): Promise<StoredKey[]> {
    return this.store.rows('keys.list', `SELECT ${columns} FROM api_keys FINAL ORDER BY created_at DESC, key_id`);
  }

  async get(keyId: string): Promise<StoredKey | undefined> {
    const sql = `SELECT ${columns} FROM api_keys FINAL WHERE key_id = {keyId:String}`;
    return (await this.store.rows<StoredKey>('keys.revoke', sql, { keyId }))[0];
  }

  async findByHash(hash: string): Promise<StoredKey | undefined> {
    const sql = `SELECT ${columns} FROM api_keys FINAL WHERE secret_hash = {hash:String}`;
    return (await this.store.rows<StoredKey>('authenticate', sql, { hash }))[0];
  }

  /** The newest `version` of a key wins. */
  async save(key: StoredKey, version: number): Promise<void> {
    await this.store.insert('keys.save', 'api_keys', [{ ...key, version }]);
  }
}
