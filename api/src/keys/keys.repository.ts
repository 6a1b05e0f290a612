import type { KeyKind, Scope } from '../http/scopes.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { ApiKeySearch } from './keys.types.js';

export interface StoredKey {
  key_id: string;
  name: string;
  kind: KeyKind;
  /** Empty: all of its kind. */
  scopes: Scope[];
  sensor_id: string;
  secret_hash: string;
  created_at: string;
  created_by: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export type KeyFilters = Pick<ApiKeySearch, 'kind' | 'name' | 'sensor_id' | 'state'>;
export type KeyPosition = Pick<StoredKey, 'created_at' | 'key_id'>;

const columns = `t.key_id, t.name, t.kind, t.scopes, t.sensor_id, t.secret_hash, t.created_at, t.created_by, t.expires_at,
  t.revoked_at`;
const hasExpired = `(t.expires_at IS NOT NULL AND t.expires_at <= parseDateTime64BestEffort({now:String}, 3, 'UTC'))`;
const stateClauses = {
  valid: `t.revoked_at IS NULL AND NOT ${hasExpired}`,
  expired: `t.revoked_at IS NULL AND ${hasExpired}`,
  revoked: 't.revoked_at IS NOT NULL',
} as const;

export class KeysRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` keys, newest first, after the one given. */
  list(filters: KeyFilters, now: string, limit: number, after: KeyPosition | undefined): Promise<StoredKey[]> {
    const conditions = conditionsOf(filters, now);
    if (after) {
      conditions.add(
        `(t.created_at, t.key_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:String})`,
        { after_time: after.created_at, after_id: after.key_id },
      );
    }
    const sql = `SELECT ${columns} FROM api_keys AS t FINAL ${conditions.where}
      ORDER BY t.created_at DESC, t.key_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('keys.list', sql, { ...conditions.params, limit });
  }

  count(filters: KeyFilters, now: string): Promise<number> {
    return this.store.count('keys.list', 'api_keys AS t FINAL', conditionsOf(filters, now));
  }

  async get(keyId: string): Promise<StoredKey | undefined> {
    const sql = `SELECT ${columns} FROM api_keys AS t FINAL WHERE t.key_id = {keyId:String}`;
    return (await this.store.rows<StoredKey>('keys.get', sql, { keyId }))[0];
  }

  async findByHash(hash: string): Promise<StoredKey | undefined> {
    const sql = `SELECT ${columns} FROM api_keys AS t FINAL WHERE t.secret_hash = {hash:String}`;
    return (await this.store.rows<StoredKey>('authenticate', sql, { hash }))[0];
  }

  /** The newest `version` of a key wins. */
  async save(key: StoredKey, version: number): Promise<void> {
    await this.store.insert('keys.save', 'api_keys', [{ ...key, version }]);
  }
}

function conditionsOf({ kind, name, sensor_id, state }: KeyFilters, now: string): Conditions {
  const conditions = new Conditions().equal('kind', 'String', kind).text('name', name).text('sensor_id', sensor_id);
  return state === undefined ? conditions : conditions.add(stateClauses[state], { now });
}
