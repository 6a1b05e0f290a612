import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, timeRange, type TimeRange } from '../http/time-range.js';
import type { DriftPosition, DriftRepository } from './drift.repository.js';
import type {
  DistributionSearch,
  DriftMethod,
  DriftPage,
  DriftReport,
  DriftSearch,
  DriftWritten,
  ScoreDistribution,
  StoredDrift,
} from './drift.types.js';
import type { ModelsService } from './models.service.js';

const list = 'models.drift';
const quantileNames = ['p50', 'p90', 'p95', 'p99', 'p999'];

/** How far traffic has moved from what a model knows, and how its scores lie. */
export class DriftService {
  constructor(
    private readonly drift: DriftRepository,
    private readonly models: ModelsService,
    private readonly clock: Clock,
  ) {}

  async write(modelId: string, { items }: DriftReport): Promise<DriftWritten> {
    await this.models.get(modelId);
    const errors: ProblemError[] = [];
    const written_at = new Date(this.clock.now()).toISOString();
    const measures = items.map((item, index): StoredDrift => {
      const from = parseInstant(item.window_from, `/items/${index}/window_from`);
      const to = parseInstant(item.window_to, `/items/${index}/window_to`);
      if (from >= to) errors.push({ location: `/items/${index}/window_from`, message: 'must be before window_to' });
      const window = { window_from: isoTime(from), window_to: isoTime(to) };
      return { ...item, ...window, drifted: item.value > item.threshold, written_at };
    });
    if (errors.length) throw new Problem('validation-failed', 'Some measures do not fit.', { errors });
    await this.drift.save(modelId, measures);
    return { written: measures.length, drifted: measures.filter(({ drifted }) => drifted).length };
  }

  async list(modelId: string, { limit = 50, cursor, count = false, ...query }: DriftSearch): Promise<DriftPage> {
    await this.models.get(modelId);
    const { from: _from, to: _to, ...search } = query;
    const filters = { ...search, model_id: modelId };
    const bound = { ...query, modelId };
    const { range, after } =
      cursor === undefined
        ? { range: timeRange(query, this.clock.now(), '-7d'), after: undefined }
        : continuation(bound, cursor);
    const [found, total] = await Promise.all([
      this.drift.list(filters, range, limit + 1, after),
      count ? this.drift.count(filters, range) : undefined,
    ]);
    const key = ({ window_to, feature, scope, method }: StoredDrift): (string | number)[] => [
      ...[range.from, range.to],
      ...[window_to, feature, scope, method],
    ];
    return pageOf(list, found, limit, bound, key, total);
  }

  async distribution(modelId: string, { buckets = 50, ...search }: DistributionSearch): Promise<ScoreDistribution> {
    await this.models.get(modelId);
    const range = timeRange(search, this.clock.now(), '-7d');
    const { rows, quantiles, counts } = await this.drift.histogram(modelId, range, buckets);
    return {
      ...{ from: isoTime(range.from), to: isoTime(range.to), rows },
      quantiles: Object.fromEntries(quantiles.map((value, at) => [quantileNames[at] ?? '', value])),
      buckets: Array.from({ length: buckets }, (_, at) => {
        return { from: at / buckets, to: (at + 1) / buckets, count: counts[String(at)] ?? 0 };
      }),
    };
  }
}

function continuation(query: unknown, cursor: string): { range: TimeRange; after: DriftPosition } {
  const [from, to, window, feature, scope, method] = decodeCursor(list, query, cursor, 6);
  const window_to = isoTime(parseInstant(String(window), 'query.cursor'));
  const after = { window_to, feature: String(feature), scope: String(scope), method: String(method) as DriftMethod };
  return { range: rangeOfCursor(from, to), after };
}
