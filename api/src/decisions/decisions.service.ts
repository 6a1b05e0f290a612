import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { NetworkLookup } from '../reference-lists/network-lookup.js';
import { recordPosition } from '../records/records.js';
import { checkedAddress, checkedBlock, checkedExpiry } from '../records/subject.js';
import { aggregated, networkTexts, parseNetwork, type Network } from '../store/network.js';
import { withLock } from '../store/redis-lock.js';
import { changesAfter } from './changes.js';
import type { BlockThreshold, DecisionsRepository, StoredDecision } from './decisions.repository.js';
import type {
  BlocklistSearch,
  Decision,
  DecisionChanges,
  DecisionChangesSearch,
  DecisionPage,
  DecisionSearch,
  NewDecision,
} from './decisions.types.js';
import { AllowList } from './wanted.js';

const decisionList = 'decisions.list';
const changeList = 'decisions.changes';

export class DecisionsService {
  /** @param lockName that of the decisions */
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly networks: NetworkLookup,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: DecisionSearch): Promise<DecisionPage> {
    const { state = 'active', ...filters } = query;
    const address = checkedAddress(query.address, 'query.address');
    const after = cursor === undefined ? undefined : recordPosition(decodeCursor(decisionList, query, cursor, 2));
    const wanted = { ...filters, address, state, now: this.clock.now() };
    const [found, total] = await Promise.all([
      this.decisions.list(wanted, limit + 1, after),
      count ? this.decisions.count(wanted) : undefined,
    ]);
    return pageOf(decisionList, found, limit, query, (item) => [item.created_at, item.decision_id], total);
  }

  async get(decisionId: string): Promise<Decision> {
    return shown(await this.stored(decisionId));
  }

  /** @throws Problem conflict when some of it is on the allow list, or somebody blocks it already */
  async create({ value: given, reason, expires_at }: NewDecision, caller: Caller): Promise<Decision> {
    const now = this.clock.now();
    const value = checkedBlock(given, '/value');
    const expiry = checkedExpiry(expires_at, now);
    return withLock(this.redis, this.lockName, async () => {
      await this.refuseAllowed(value, now);
      const same = await this.decisions.manual(value, now);
      if (same) throw new Problem('conflict', `The decision ${same} blocks ${value} already.`);
      const decision: StoredDecision = {
        decision_id: randomUUID(),
        origin: 'manual',
        source_id: '',
        value,
        ranges: [value],
        withdrawn: [],
        reason,
        created_at: new Date(now).toISOString(),
        created_by: caller.name,
        expires_at: expiry,
        ended_at: null,
        seq: (await this.decisions.lastSeq()) + 1,
      };
      await this.decisions.save('decisions.create', [decision]);
      return shown(decision);
    });
  }

  /**
   * Takes back what a person decided.
   * @throws Problem not-found, conflict for what follows from a rule or detection
   */
  async remove(decisionId: string): Promise<void> {
    await withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(decisionId);
      if (stored.origin !== 'manual') {
        const advice =
          stored.origin === 'rule'
            ? 'remove the rule'
            : 'label or close the detection, or put the address on the allow list';
        throw new Problem('conflict', `This follows from the ${stored.origin} ${stored.source_id}: ${advice}.`);
      }
      if (stored.ended_at !== null) return;
      const ended_at = new Date(this.clock.now()).toISOString();
      const seq = (await this.decisions.lastSeq()) + 1;
      await this.decisions.save('decisions.remove', [{ ...stored, ended_at, seq }]);
    });
  }

  async changes({ cursor, limit = 1000 }: DecisionChangesSearch): Promise<DecisionChanges> {
    const now = this.clock.now();
    const [seq, time] = cursor === undefined ? [0, now] : decodeCursor(changeList, {}, cursor, 2).map(Number);
    const position = { seq: seq ?? NaN, time: time ?? NaN };
    if (!Object.values(position).every((value) => Number.isSafeInteger(value) && value >= 0)) {
      throw new Problem('bad-request', 'The cursor cannot be read.');
    }
    const { added, removed, position: next, more } = await changesAfter(this.decisions, position, limit, now);
    const isFirst = cursor === undefined;
    return {
      removed: isFirst ? [] : removed,
      added,
      cursor: encodeCursor(changeList, {}, [next.seq, next.time]),
      more,
    };
  }

  /** Every address and block that is to be blocked now, a line each. */
  blocklist({ form = 'plain', family, origin }: BlocklistSearch): AsyncIterable<string> {
    const isWanted = (range: string): boolean => family === undefined || (family === '6') === range.includes(':');
    const rows = this.decisions.active('decisions.blocklist', this.clock.now());
    async function* ranges(): AsyncGenerator<string> {
      for await (const row of rows) {
        if (origin === undefined || row.origin === origin) yield* row.ranges.filter(isWanted);
      }
    }
    return lines(form === 'plain' ? ranges() : blocksOf(ranges()));
  }

  /** Returns how many addresses their detections would have blocked, with other block rules. */
  countByDetections(supposed: { candidate?: BlockThreshold; without?: string }): Promise<number> {
    return this.decisions.countDetected({ now: this.clock.now(), ...supposed });
  }

  private async stored(decisionId: string): Promise<StoredDecision> {
    const found = isUuid(decisionId) ? await this.decisions.get(decisionId) : undefined;
    if (!found) throw new Problem('not-found', `There is no decision ${decisionId}.`);
    return found;
  }

  private async refuseAllowed(value: string, now: number): Promise<void> {
    const allowed = new AllowList(await this.decisions.allowed(now));
    const [range, ...more] = allowed.rangesOf(value);
    if (range !== value || more.length) {
      const rest = range === undefined ? 'all of it' : 'some of it';
      throw new Problem('conflict', `${value} cannot be blocked: ${rest} is on the allow list.`);
    }
    if ((await this.networks.ready()) && (await this.decisions.allowedByNetwork([value], now)).length) {
      throw new Problem('conflict', `${value} cannot be blocked: its network or country is on the allow list.`);
    }
  }
}

function shown({ withdrawn, seq, ...decision }: StoredDecision): Decision {
  return decision;
}

/** The fewest CIDR blocks that hold some ranges, written with their length. */
async function* blocksOf(ranges: AsyncIterable<string>): AsyncGenerator<string> {
  const networks: Network[] = [];
  for await (const range of ranges) networks.push(parseNetwork(range));
  for (const network of aggregated(networks)) {
    for (const text of networkTexts(network)) yield text.includes('/') ? text : `${text}/${network.width}`;
  }
}

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}
