import { randomUUID } from 'node:crypto';
import { messageOf } from '@ja4-platform/common';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import {
  isoTime,
  openRange,
  openRangeOfCursor,
  parseInstant,
  rangeInCursor,
  type OpenRange,
} from '../http/time-range.js';
import type { ModelDecisionsRepository } from './decisions.repository.js';
import type { ModelDecision, ModelDecisionPage, ModelDecisionSearch, StoredDecision } from './decisions.types.js';

const list = 'models.decisions';

export type RecordedDecision = Pick<ModelDecision, 'model_id' | 'decision' | 'reason' | 'measures'>;

/** What was decided about models: kept for ever, changed never. */
export class ModelDecisionsService {
  constructor(
    private readonly decisions: ModelDecisionsRepository,
    private readonly clock: Clock,
  ) {}

  async record(operation: string, recorded: readonly RecordedDecision[], caller: Caller): Promise<void> {
    const decided_at = new Date(this.clock.now()).toISOString();
    const rows = recorded.map((decision) => {
      return { ...decision, decision_id: randomUUID(), decided_at, decided_by: caller.name };
    });
    await this.decisions.save(operation, rows);
  }

  async list({ limit = 50, cursor, count = false, ...query }: ModelDecisionSearch): Promise<ModelDecisionPage> {
    const { from: _from, to: _to, ...filters } = query;
    if (filters.model_id !== undefined && !isUuid(filters.model_id)) {
      throw invalid('query.model_id', 'must be the id of a model');
    }
    const { range, after } =
      cursor === undefined
        ? { range: openRange(query, this.clock.now()), after: undefined }
        : continuation(query, cursor);
    const [found, total] = await Promise.all([
      this.decisions.list(filters, range, limit + 1, after),
      count ? this.decisions.count(filters, range) : undefined,
    ]);
    return pageOf(
      list,
      found.map(withMessages),
      limit,
      query,
      ({ decided_at, decision_id }) => [...rangeInCursor(range), decided_at, decision_id],
      total,
    );
  }
}

/** A decision whose reasons, which stand side by side in one text, are also told by their parts. */
function withMessages(decision: StoredDecision): ModelDecision {
  const messages = decision.reason.split('; ').map((reason) => messageOf('decision', reason));
  return { ...decision, messages: messages.includes(undefined) ? [] : messages.filter((each) => each !== undefined) };
}

type DecisionPosition = Pick<ModelDecision, 'decided_at' | 'decision_id'>;

function continuation(query: unknown, cursor: string): { range: OpenRange; after: DecisionPosition } {
  const [from, to, decided, decisionId] = decodeCursor(list, query, cursor, 4);
  if (!isUuid(decisionId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  const decided_at = isoTime(parseInstant(String(decided), 'query.cursor'));
  return { range: openRangeOfCursor(from, to), after: { decided_at, decision_id: String(decisionId) } };
}
