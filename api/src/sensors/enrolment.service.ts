import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { hashSecret, newSecret } from '../http/secret.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import { withLock } from '../store/redis-lock.js';
import type { EnrolmentRepository, StoredToken } from './enrolment.repository.js';
import type {
  CreatedSensorToken,
  Enrolment,
  NewSensorToken,
  SensorKey,
  SensorToken,
  SensorTokenPage,
} from './enrolment.types.js';
import { unregistered, type SensorRegistry } from './registry.js';
import type { SensorsRepository } from './sensors.repository.js';

const list = 'sensors.listTokens';

/** How sensors come by their keys, and lose them. */
export class EnrolmentService {
  /** @param lockName one for each database */
  constructor(
    private readonly tokens: EnrolmentRepository,
    private readonly sensors: SensorsRepository,
    private readonly registry: SensorRegistry,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async createToken({ sensor_id, expires_in_s = 3600 }: NewSensorToken, caller: Caller): Promise<CreatedSensorToken> {
    const token = `ja4_enrol_${newSecret()}`;
    const stored: StoredToken = {
      token_id: randomUUID(),
      sensor_id,
      secret_hash: hashSecret(token),
      created_at: this.now(),
      created_by: caller.name,
      expires_at: new Date(this.clock.now() + expires_in_s * 1000).toISOString(),
      used_at: null,
      version: 1,
    };
    await this.tokens.save('sensors.createToken', stored);
    return { ...withoutHash(stored), token };
  }

  async listTokens(limit = 50, cursor?: string, count = false): Promise<SensorTokenPage> {
    const [found, total] = await Promise.all([
      this.tokens.list(limit + 1, cursor === undefined ? undefined : position(cursor)),
      count ? this.tokens.count() : undefined,
    ]);
    return pageOf(list, found.map(withoutHash), limit, {}, ({ created_at, token_id }) => [created_at, token_id], total);
  }

  async deleteToken(tokenId: string): Promise<void> {
    await this.locked(async () => {
      const stored = isUuid(tokenId) ? await this.tokens.get(tokenId) : undefined;
      if (!stored) throw new Problem('not-found', `There is no token ${tokenId}.`);
      if (stored.used_at !== null || Date.parse(stored.expires_at) <= this.clock.now()) return;
      const ended = { ...stored, expires_at: this.now(), version: stored.version + 1 };
      await this.tokens.save('sensors.deleteToken', ended);
    });
  }

  /** Exchanges a token for a key, once: the token ends before the key is made. */
  async enrol({ token, host_id, force = false }: Enrolment): Promise<SensorKey> {
    const hash = hashSecret(token);
    // Looked at before the lock: who has no token cannot keep others from it.
    await this.usable(hash);
    return this.locked(async () => {
      const usable = await this.usable(hash);
      const { sensor_id } = usable;
      const other = force ? undefined : await this.sensors.otherOnHost(host_id, sensor_id);
      if (other) {
        const detail = `The sensor ${other.sensor_id} is enrolled on this host. Two sensors would report the same handshakes: revoke it, or enrol with force.`;
        throw new Problem('conflict', detail);
      }
      await this.tokens.save('sensors.enrol', { ...usable, used_at: this.now(), version: usable.version + 1 });
      const known = (await this.sensors.get(sensor_id)) ?? unregistered(sensor_id);
      const enrolled = {
        ...known,
        host_id,
        enrolled_at: this.now(),
        enrolled_by: usable.created_by,
        revoked_at: null,
      };
      return this.registry.giveKey('sensors.enrol', enrolled);
    });
  }

  async rotate(sensorId: string): Promise<SensorKey> {
    return this.locked(async () => {
      const sensor = await this.registry.get(sensorId);
      if (sensor.revoked_at !== null) {
        throw new Problem('conflict', `The sensor ${sensorId} is revoked: enrol it again with a token.`);
      }
      return this.registry.giveKey('sensors.rotate', sensor);
    });
  }

  async revoke(sensorId: string): Promise<void> {
    await this.locked(async () => {
      await this.registry.revoke('sensors.revoke', await this.registry.get(sensorId));
    });
  }

  private async usable(hash: string): Promise<StoredToken> {
    const stored = await this.tokens.findByHash(hash);
    if (!stored) throw new Problem('unauthorized', 'This enrolment token is not known.');
    if (stored.used_at !== null)
      throw new Problem('conflict', 'This enrolment token was used already: ask for another.');
    if (Date.parse(stored.expires_at) <= this.clock.now()) {
      throw new Problem('unauthorized', 'This enrolment token has expired: ask for another.');
    }
    return stored;
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return withLock(this.redis, this.lockName, work);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function withoutHash({ secret_hash, version, ...token }: StoredToken): SensorToken {
  return token;
}

function position(cursor: string): Pick<SensorToken, 'created_at' | 'token_id'> {
  const [created, tokenId] = decodeCursor(list, {}, cursor, 2);
  if (!isUuid(tokenId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { created_at: isoTime(parseInstant(String(created), 'query.cursor')), token_id: String(tokenId) };
}
