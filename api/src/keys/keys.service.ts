import { randomUUID } from 'node:crypto';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { scopesOfKind } from '../http/scopes.js';
import { hashSecret, newSecret } from '../http/secret.js';
import type { KeysRepository } from './keys.repository.js';
import { type StoredKey } from './keys.repository.js';
import type { ApiKey, ApiKeyList, CreatedApiKey, NewApiKey } from './keys.types.js';

const cacheMs = 10_000;
const cacheEntries = 10_000;

export class KeysService {
  /** What the store said of a hash in the last ten seconds, valid or not; the oldest of 10,000 is dropped first. */
  private readonly cache = new Map<string, { caller: Caller | undefined; until: number }>();

  constructor(
    private readonly repository: KeysRepository,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ApiKeyList> {
    const stored = await this.repository.list();
    return { items: stored.map(withoutHash), next_cursor: null };
  }

  async create(wanted: NewApiKey): Promise<CreatedApiKey> {
    if ((wanted.kind === 'sensor') !== (wanted.sensor_id !== undefined)) {
      const message = wanted.kind === 'sensor' ? 'is required for kind sensor' : 'only a key of kind sensor has one';
      throw new Problem('validation-failed', `sensor_id ${message}.`, {
        errors: [{ location: '/sensor_id', message }],
      });
    }
    const key = `ja4_${wanted.kind}_${newSecret()}`;
    const stored: StoredKey = {
      key_id: randomUUID(),
      name: wanted.name,
      kind: wanted.kind,
      sensor_id: wanted.sensor_id ?? '',
      secret_hash: hashSecret(key),
      created_at: new Date(this.clock.now()).toISOString(),
      expires_at: wanted.expires_at ?? null,
      revoked_at: null,
    };
    await this.repository.save(stored, this.clock.now());
    this.cache.delete(stored.secret_hash);
    return { ...withoutHash(stored), key };
  }

  async revoke(keyId: string): Promise<void> {
    const stored = await this.repository.get(keyId);
    if (!stored) throw new Problem('not-found', `There is no key ${keyId}.`);
    const now = this.clock.now();
    await this.repository.save({ ...stored, revoked_at: stored.revoked_at ?? new Date(now).toISOString() }, now);
    this.cache.delete(stored.secret_hash);
  }

  /** Returns who holds this key, or undefined when it is unknown, expired or revoked. */
  async authenticate(key: string): Promise<Caller | undefined> {
    const hash = hashSecret(key);
    const now = this.clock.now();
    const cached = this.cache.get(hash);
    if (cached && cached.until > now) return cached.caller;
    const stored = await this.repository.findByHash(hash);
    const isValid = stored && !stored.revoked_at && (!stored.expires_at || Date.parse(stored.expires_at) > now);
    const caller = isValid ? callerOf(stored) : undefined;
    this.cache.delete(hash);
    this.cache.set(hash, { caller, until: now + cacheMs });
    for (const oldest of this.cache.keys()) {
      if (this.cache.size <= cacheEntries) break;
      this.cache.delete(oldest);
    }
    return caller;
  }
}

function callerOf(key: StoredKey): Caller {
  return {
    id: key.key_id,
    name: key.name,
    kind: key.kind,
    scopes: scopesOfKind[key.kind],
    ...(key.sensor_id === '' ? {} : { sensorId: key.sensor_id }),
  };
}

function withoutHash({ secret_hash: _, sensor_id, ...key }: StoredKey): ApiKey {
  return { ...key, sensor_id: sensor_id || null, scopes: [...scopesOfKind[key.kind]] };
}
