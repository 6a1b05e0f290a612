import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, timeRange, type TimeRange } from '../http/time-range.js';
import { jobRange } from '../jobs/job-range.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { isAddress } from '../store/address.js';

import type { ScorePosition, ScoresRepository } from './scores.repository.js';

import type { ScoreBatch, ScorePage, ScoreRun, ScoreSearch, ScoresWritten, StoredScore } from './scores.types.js';

const list = 'scores.list';

export class ScoresService {
  constructor(
    private readonly scores: ScoresRepository,
    private readonly jobs: JobsService,
    private readonly clock: Clock,
  ) {}

  async write({ model_id, shadow = false, items }: ScoreBatch): Promise<ScoresWritten> {
    const errors: ProblemError[] = [];
    if (!isUuid(model_id)) errors.push({ location: '/model_id', message: 'must be the id of a model' });
    const scored_at = new Date(this.clock.now()).toISOString();
    const rows = items.map((item, index) => {
      if (!isAddress(item.client_ip)) {
        errors.push({ location: `/items/${index}/client_ip`, message: 'must be an address' });
      }
      const hour = isoTime(parseInstant(item.hour, `/items/${index}/hour`));
      return { ...item, hour, model_id, scored_at, provisional: item.provisional ?? false, shadow };
    });
    if (errors.length) throw new Problem('validation-failed', 'Some scores do not fit.', { errors });
    await this.scores.save(rows);
    return { written: rows.length };
  }

  async list({ limit = 50, cursor, count = false, ...query }: ScoreSearch): Promise<ScorePage> {
    const { from: _from, to: _to, sort = '-score', ...filters } = query;
    if (filters.model_id !== undefined && !isUuid(filters.model_id)) {
      throw invalid('query.model_id', 'must be the id of a model');
    }
    const { range, after } =
      cursor === undefined
        ? { range: timeRange(query, this.clock.now()), after: undefined }
        : continuation(query, cursor);
    const [found, total] = await Promise.all([
      this.scores.list(filters, range, sort, limit + 1, after),
      count ? this.scores.count(filters, range) : undefined,
    ]);
    const key = (item: StoredScore): (string | number)[] => [
      range.from,
      range.to,
      item.score,
      item.hour,
      item.client_ip,
      item.ja4,
      item.host,
      item.model_id,
    ];
    return pageOf(list, found, limit, query, key, total);
  }

  async run(range: ScoreRun): Promise<JobAccepted> {
    return this.jobs.enqueue('score', jobRange(range));
  }
}

function continuation(query: unknown, cursor: string): { range: TimeRange; after: ScorePosition } {
  const [from, to, score, hour, client_ip, ja4, host, model_id] = decodeCursor(list, query, cursor, 8);
  if (typeof score !== 'number' || !isAddress(String(client_ip)) || !isUuid(model_id)) {
    throw new Problem('bad-request', 'The cursor cannot be read.');
  }
  const after = {
    score,
    hour: isoTime(parseInstant(String(hour), 'query.cursor')),
    client_ip: String(client_ip),
    ja4: String(ja4),
    host: String(host),
    model_id: String(model_id),
  };
  return { range: rangeOfCursor(from, to), after };
}
