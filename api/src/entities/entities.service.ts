import type { Clock } from '../context.js';
import { comparedBuckets, daySeconds, hourOrDay } from '../http/buckets.js';
import { groupList } from '../http/group-list.js';
import { Problem } from '../http/problem.js';
import { hourRange, isoTime, timeRange, type TimeRange } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { ComparedWith, Comparisons } from '../traffic/comparisons.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { EntitiesRepository, EntityKey } from './entities.repository.js';
import type {
  EntityBaseline,
  EntityPage,
  EntityProfile,
  EntityRange,
  EntitySearch,
  EntityTimeline,
  EntityType,
  RelatedEntities,
  RelatedSearch,
  TimelineSearch,
} from './entities.types.js';
import { rowsOfEntities } from './entity-rows.sql.js';

const relatedAttributes: readonly Attribute[] = [
  ...(['ip', 'ja4', 'ja3', 'host', 'asn', 'country', 'user_agent', 'path'] as const),
  ...(['method', 'status', 'http_version', 'header_order'] as const),
];
const emptyBucket = { requests: 0, ips: 0, not_found: 0, refused: 0, server_errors: 0 };

export class EntitiesService {
  constructor(
    private readonly entities: EntitiesRepository,
    private readonly comparisons: Comparisons,
    private readonly clock: Clock,
  ) {}

  async list(type: EntityType, search: EntitySearch): Promise<EntityPage> {
    const groupsOf = (range: TimeRange) => this.entities.list(type, search, range);
    const page = await groupList('entities.list', search, this.clock.now(), groupsOf, [type]);
    return type === 'asn' ? { ...page, items: await this.entities.withNetworkNames(page.items) } : page;
  }

  /** @throws Problem not-found when nobody came with it in the range */
  async get(type: EntityType, value: string, search: EntityRange): Promise<EntityProfile> {
    const key = this.keyOf(type, value, search);
    const [from, to] = [isoTime(key.range.from), isoTime(key.range.to)];
    const [profile, detections] = await Promise.all([this.entities.profile(key), this.entities.openDetections(key)]);
    if (!profile) throw new Problem('not-found', `No request with this ${type} from ${from} to ${to}.`);
    const [{ label }] = type === 'asn' ? await this.entities.withNetworkNames([profile]) : [{ label: '' }];
    const network = type === 'ip' ? await this.entities.network(profile) : null;
    return { type, from, to, ...profile, label, network, ...detections };
  }

  async timeline(type: EntityType, value: string, search: TimelineSearch): Promise<EntityTimeline> {
    const key = this.keyOf(type, value, search);
    const { range } = key;
    const { bucket, compare } = search;
    const asked = timeRange(search, this.clock.now());
    const seconds = bucket === undefined ? hourOrDay(asked) : { hour: 3600, day: daySeconds }[bucket];
    const before = compare && this.timeBefore(key, compare);
    const times = before ? [range, before] : [range];
    const timelines = await this.entities.timelines(key, times, seconds);
    const items = comparedBuckets(times, timelines, seconds, emptyBucket);
    return { from: isoTime(range.from), to: isoTime(range.to), bucket_seconds: seconds, items };
  }

  async related(type: EntityType, value: string, search: RelatedSearch): Promise<RelatedEntities> {
    const key = this.keyOf(type, value, search);
    const wanted = search.attribute ? [search.attribute] : relatedAttributes.filter((attribute) => attribute !== type);
    const related = await this.entities.related(key, wanted, search.limit ?? 10);
    return { from: isoTime(key.range.from), to: isoTime(key.range.to), ...related };
  }

  async baseline(type: EntityType, value: string, search: EntityRange): Promise<EntityBaseline> {
    const key = this.keyOf(type, value, search);
    const before = (['previous', 'day', 'week'] as const).map((compared) => this.timeBefore(key, compared));
    const times = [key.range, ...before].filter((time) => time !== undefined);
    const measured = await this.entities.measures(key, times);
    const current = measured.shift()!;
    const [previous = null, yesterday = null, last_week = null] = before.map((time) => time && measured.shift());
    const { from, to } = key.range;
    return { from: isoTime(from), to: isoTime(to), current, previous, yesterday, last_week };
  }

  private timeBefore({ type, range }: EntityKey, compared: ComparedWith): TimeRange | undefined {
    return this.comparisons.timeBefore(range, compared, [rowsOfEntities(type).tables.hours]);
  }

  /** @throws Problem not-found for what cannot be a value of the type: nobody ever came with it */
  private keyOf(type: EntityType, value: string, search: EntityRange): EntityKey {
    const range = hourRange(search, this.clock.now());
    const isPossible =
      type === 'ip' ? isAddress(value) : type !== 'asn' || (/^\d{1,10}$/.test(value) && Number(value) <= 0xffff_ffff);
    if (!isPossible) throw new Problem('not-found', `${JSON.stringify(value.slice(0, 100))} is no ${type}.`);
    return { type, value, range };
  }
}
