import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { SensorToken } from './enrolment.types.js';

export type StoredToken = SensorToken & { secret_hash: string; version: number };

const columns = 'token_id, sensor_id, secret_hash, created_at, created_by, expires_at, used_at, version';

export class EnrolmentRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` tokens, newest first, after the one given. */
  list(limit: number, after: Pick<SensorToken, 'created_at' | 'token_id'> | undefined): Promise<StoredToken[]> {
    const where = after
      ? `WHERE (created_at, token_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:UUID})`
      : '';
    const sql = `SELECT ${columns} FROM sensor_tokens FINAL ${where}
      ORDER BY created_at DESC, token_id DESC LIMIT {limit:UInt32}`;
    const params = after ? { after_time: after.created_at, after_id: after.token_id } : {};
    return this.store.rows('sensors.listTokens', sql, { ...params, limit });
  }

  count(): Promise<number> {
    return this.store.count('sensors.listTokens', 'sensor_tokens AS t FINAL', new Conditions());
  }

  async get(tokenId: string): Promise<StoredToken | undefined> {
    const sql = `SELECT ${columns} FROM sensor_tokens FINAL WHERE token_id = {tokenId:UUID}`;
    return (await this.store.rows<StoredToken>('sensors.deleteToken', sql, { tokenId }))[0];
  }

  async findByHash(hash: string): Promise<StoredToken | undefined> {
    const sql = `SELECT ${columns} FROM sensor_tokens FINAL WHERE secret_hash = {hash:String}`;
    return (await this.store.rows<StoredToken>('sensors.enrol', sql, { hash }))[0];
  }

  /** The greatest `version` of a token wins. */
  async save(operation: string, token: StoredToken): Promise<void> {
    await this.store.insert(operation, 'sensor_tokens', [token]);
  }
}
