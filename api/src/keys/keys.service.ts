import { randomUUID } from 'node:crypto';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { mustHold, scopesOfKind, type KeyKind, type Scope } from '../http/scopes.js';
import { hashSecret, newSecret } from '../http/secret.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import type { LastUse, LastUses } from '../last-uses/last-uses.js';
import type { KeyPosition, KeysRepository, StoredKey } from './keys.repository.js';
import type { ApiKey, ApiKeyPage, ApiKeySearch, CreatedApiKey, KeyKinds, NewApiKey } from './keys.types.js';

const list = 'keys.list';
const cacheMs = 10_000;
const cacheEntries = 10_000;
/** More keys than one sensor can come to have: each enrolment ends the ones before. */
const maxOfSensor = 10_000;

export class KeysService {
  /** What the store said of a hash in the last ten seconds, valid or not; the oldest of 10,000 is dropped first. */
  private readonly cache = new Map<string, { caller: Caller | undefined; until: number }>();

  constructor(
    private readonly repository: KeysRepository,
    private readonly lastUses: LastUses,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...filters }: ApiKeySearch): Promise<ApiKeyPage> {
    const after = cursor === undefined ? undefined : position(filters, cursor);
    const now = this.now();
    const [found, total] = await Promise.all([
      this.repository.list(filters, now, limit + 1, after),
      count ? this.repository.count(filters, now) : undefined,
    ]);
    return pageOf(
      list,
      await this.shown(found),
      limit,
      filters,
      ({ created_at, key_id }) => [created_at, key_id],
      total,
    );
  }

  kinds(): KeyKinds {
    const kinds = Object.entries(scopesOfKind) as [KeyKind, readonly Scope[]][];
    return { items: kinds.map(([kind, scopes]) => ({ kind, scopes: [...scopes] })) };
  }

  async get(keyId: string): Promise<ApiKey> {
    const [key] = await this.shown([await this.stored(keyId)]);
    return key!;
  }

  /** Returns the keys of a sensor that may be used now. */
  validOf(sensorId: string): Promise<Pick<StoredKey, 'key_id'>[]> {
    return this.repository.list({ sensor_id: sensorId, state: 'valid' }, this.now(), maxOfSensor, undefined);
  }

  /** Makes a key; `creator` is undefined when the platform makes one for itself. */
  async create(wanted: NewApiKey, creator?: Caller): Promise<CreatedApiKey> {
    if ((wanted.kind === 'sensor') !== (wanted.sensor_id !== undefined)) {
      throw invalid('/sensor_id', wanted.kind === 'sensor' ? 'is required for kind sensor' : 'is for kind sensor only');
    }
    const ofKind = scopesOfKind[wanted.kind];
    const foreign = wanted.scopes?.find((scope) => !ofKind.includes(scope));
    if (foreign) throw invalid('/scopes', `holds ${foreign}, which a key of kind ${wanted.kind} cannot have`);
    const now = this.clock.now();
    if (wanted.expires_at !== undefined && !(Date.parse(wanted.expires_at) > now)) {
      throw invalid('/expires_at', 'must be a time to come');
    }
    if (creator) mustHold(creator, wanted.scopes ?? ofKind);
    const key = `ja4_${wanted.kind}_${newSecret()}`;
    const stored: StoredKey = {
      key_id: randomUUID(),
      name: wanted.name,
      kind: wanted.kind,
      scopes: [...new Set(wanted.scopes)],
      sensor_id: wanted.sensor_id ?? '',
      secret_hash: hashSecret(key),
      created_at: this.now(),
      created_by: creator?.name ?? 'platform',
      expires_at: wanted.expires_at === undefined ? null : new Date(wanted.expires_at).toISOString(),
      revoked_at: null,
    };
    await this.repository.save(stored, now);
    this.cache.delete(stored.secret_hash);
    return { ...withoutHash(stored, undefined), key };
  }

  async revoke(keyId: string): Promise<void> {
    const stored = await this.stored(keyId);
    // A clock that was set back must not leave the old row the newest.
    const version = Math.max(this.clock.now(), Date.parse(stored.created_at) + 1);
    await this.repository.save({ ...stored, revoked_at: stored.revoked_at ?? this.now() }, version);
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

  private async stored(keyId: string): Promise<StoredKey> {
    const found = await this.repository.get(keyId);
    if (!found) throw new Problem('not-found', `There is no key ${keyId}.`);
    return found;
  }

  private async shown(keys: readonly StoredKey[]): Promise<ApiKey[]> {
    const uses = await this.lastUses.of(keys.map(({ key_id }) => key_id));
    return keys.map((key) => withoutHash(key, uses.get(key.key_id)));
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function callerOf(key: StoredKey): Caller {
  return {
    id: key.key_id,
    name: key.name,
    kind: key.kind,
    scopes: scopesOf(key),
    ...(key.sensor_id === '' ? {} : { sensorId: key.sensor_id }),
  };
}

/** A scope that its kind has lost since is no scope of the key any more. */
function scopesOf({ kind, scopes }: StoredKey): Scope[] {
  return scopesOfKind[kind].filter((scope) => scopes.length === 0 || scopes.includes(scope));
}

function withoutHash({ secret_hash, sensor_id, ...key }: StoredKey, use: LastUse | undefined): ApiKey {
  return {
    ...key,
    sensor_id: sensor_id || null,
    scopes: scopesOf({ ...key, sensor_id, secret_hash: '' }),
    last_used_at: use?.used_at ?? null,
    last_address: use?.address ?? null,
  };
}

function position(filters: unknown, cursor: string): KeyPosition {
  const [created, keyId] = decodeCursor(list, filters, cursor, 2);
  return { created_at: isoTime(parseInstant(String(created), 'query.cursor')), key_id: String(keyId) };
}
