import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import { changesAfter, rangeOf, type ChangesPosition } from '../decisions/changes.js';
import type { DecisionsRepository } from '../decisions/decisions.repository.js';
import type { DecisionRange } from '../decisions/decisions.types.js';
import type { Caller } from '../http/caller.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import { parseNetwork, type Network } from '../store/network.js';
import type {
  CrowdsecDecision,
  CrowdsecFilters,
  CrowdsecSearch,
  CrowdsecStream,
  CrowdsecStreamSearch,
} from './crowdsec.types.js';

const changesInPage = 5000;
/** A bouncer that did not ask for so long starts anew. */
const rememberedSeconds = 7 * 86_400;
/** Bouncers give their elements a timeout: a decision without end is renewed by them that long. */
const endlessSeconds = 365 * 86_400;

/** Decisions as CrowdSec's local API hands them to bouncers. */
export class CrowdsecService {
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly redis: Redis,
    private readonly database: string,
    private readonly clock: Clock,
  ) {}

  /** Returns what is active and matches. */
  search(query: CrowdsecSearch): Promise<CrowdsecDecision[]> {
    const isWanted = filterOf(query);
    return this.active((range) => isWanted(range) && matches(range, query));
  }

  /**
   * Returns what changed since the call before the last one of this key: an answer that was lost on its way is so made good,
   * and to hear of a decision twice does a bouncer no harm. A key that was never seen here gets everything.
   */
  async changes({ startup = false, ...filters }: CrowdsecStreamSearch, caller: Caller): Promise<CrowdsecStream> {
    const now = this.clock.now();
    const isWanted = filterOf(filters);
    const [before, last] = startup ? [] : await this.positions(caller);
    if (!before || !last) {
      const seq = await this.decisions.lastSeq();
      const active = await this.active(isWanted);
      await this.remember(caller, { seq, time: now }, { seq, time: now });
      return { new: active.length ? active : null, deleted: null };
    }
    const added = new Map<string, DecisionRange>();
    const removed = new Map<string, DecisionRange>();
    let position: ChangesPosition = before;
    for (let more = true; more;) {
      const changes = await changesAfter(this.decisions, position, changesInPage, now);
      for (const range of changes.added) {
        added.set(range.range, range);
        removed.delete(range.range);
      }
      for (const range of changes.removed) {
        removed.set(range.range, range);
        added.delete(range.range);
      }
      ({ position, more } = changes);
    }
    // One that wants some decisions may have a range of one that it wants, which another hands out from now on.
    const wanted = new Map([...added].filter(([, range]) => isWanted(range)));
    const gone = new Map([...added, ...removed].filter(([range]) => !wanted.has(range)));
    // What is removed is handed out by none.
    const unwanted = [...added.keys()].filter((range) => !wanted.has(range));
    for (const row of await this.decisions.handingOut(unwanted, now)) {
      for (const range of row.ranges.map((text) => rangeOf(row, text))) {
        if (isWanted(range) && gone.delete(range.range)) wanted.set(range.range, range);
      }
    }
    await this.remember(caller, last, position);
    const shown = (ranges: readonly DecisionRange[]): CrowdsecDecision[] | null =>
      ranges.length ? ranges.map((range) => decisionOf(range, now)) : null;
    return { new: shown([...wanted.values()]), deleted: shown([...gone.values()].filter(isInScope(filters))) };
  }

  private async active(isWanted: (range: DecisionRange) => boolean): Promise<CrowdsecDecision[]> {
    const now = this.clock.now();
    const found: CrowdsecDecision[] = [];
    for await (const row of this.decisions.active('crowdsec.decisions', now)) {
      for (const range of row.ranges.map((text) => rangeOf(row, text))) {
        if (isWanted(range)) found.push(decisionOf(range, now));
      }
    }
    return found;
  }

  private async positions(caller: Caller): Promise<ChangesPosition[]> {
    try {
      return JSON.parse((await this.redis.get(this.keyOf(caller))) ?? '[]') as ChangesPosition[];
    } catch (cause) {
      throw new Problem('unavailable', 'Redis is away: nobody knows what this bouncer has.', {
        cause,
        retryAfterSeconds: 5,
      });
    }
  }

  private async remember(caller: Caller, ...positions: ChangesPosition[]): Promise<void> {
    // Without Redis the next call starts anew or goes on from where it was: both are safe.
    await this.redis.set(this.keyOf(caller), JSON.stringify(positions), 'EX', rememberedSeconds).catch(() => undefined);
  }

  private keyOf({ id }: Caller): string {
    return `${this.database}:bouncer:${id}`;
  }
}

function decisionOf({ range, decision_id, origin, reason, expires_at }: DecisionRange, now: number): CrowdsecDecision {
  const seconds = expires_at === null ? endlessSeconds : Math.floor((Date.parse(expires_at) - now) / 1000);
  return {
    id: createHash('sha256').update(`${decision_id}${range}`).digest().readUIntBE(0, 6),
    origin,
    type: 'ban',
    scope: range.includes('/') ? 'Range' : 'Ip',
    value: range,
    duration: goDuration(seconds),
    scenario: reason,
  };
}

/** Returns seconds as Go writes a duration; negative ones are over. */
function goDuration(seconds: number): string {
  const [sign, total] = seconds < 0 ? ['-', -seconds] : ['', seconds];
  return `${sign}${Math.floor(total / 3600)}h${Math.floor((total % 3600) / 60)}m${total % 60}s`;
}

function list(text: string | undefined): string[] | undefined {
  return text?.toLowerCase().split(',');
}

function isInScope({ scopes }: CrowdsecFilters): (range: DecisionRange) => boolean {
  const wanted = list(scopes);
  return ({ range }) => wanted?.includes(range.includes('/') ? 'range' : 'ip') ?? true;
}

function filterOf(filters: CrowdsecFilters): (decision: DecisionRange) => boolean {
  const [isWhereWanted, origins] = [isInScope(filters), list(filters.origins)];
  const [containing, notContaining] = [list(filters.scenarios_containing), list(filters.scenarios_not_containing)];
  return (decision) => {
    const reason = decision.reason.toLowerCase();
    return (
      isWhereWanted(decision) &&
      (origins?.includes(decision.origin) ?? true) &&
      (containing?.some((text) => reason.includes(text)) ?? true) &&
      !notContaining?.some((text) => reason.includes(text))
    );
  };
}

function matches(
  { range }: DecisionRange,
  { scope, value, type, ip, range: block, contains = true }: CrowdsecSearch,
): boolean {
  if (type !== undefined && type.toLowerCase() !== 'ban') return false;
  if (scope !== undefined && scope.toLowerCase() !== (range.includes('/') ? 'range' : 'ip')) return false;
  if (value !== undefined && value !== range) return false;
  const wanted = networkOf(ip, 'query.ip') ?? networkOf(block, 'query.range');
  if (!wanted) return true;
  const found = parseNetwork(range);
  return contains ? holds(found, wanted) : holds(wanted, found);
}

function networkOf(text: string | undefined, location: string): Network | undefined {
  try {
    return text === undefined ? undefined : parseNetwork(text);
  } catch {
    throw invalid(location, 'must be an address or a CIDR block');
  }
}

function holds(outer: Network, inner: Network): boolean {
  return outer.width === inner.width && outer.first <= inner.first && outer.last >= inner.last;
}
