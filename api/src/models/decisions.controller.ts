import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { ModelDecisionsService } from './decisions.service.js';
import type { ModelDecisionPage, ModelDecisionSearch } from './decisions.types.js';

@Route('v1/model-decisions')
@Tags('models')
@Security('bearer', ['models:read'])
@Security('session', ['models:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class ModelDecisionsController extends Controller {
  constructor(private readonly decisions: ModelDecisionsService) {
    super();
  }

  /**
   * What was decided about models, newest first: made, passed or refused by its gates, promoted, rolled back.
   * @summary List decisions about models
   */
  @Get()
  @OperationId('models.decisions')
  @Example<ModelDecisionPage>({
    items: [
      {
        decision_id: '7c1d5d8a-6f0c-4c36-9b1c-5f0c7a529d11',
        decided_at: '2026-11-22T15:20:00.000Z',
        model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11',
        decision: 'promoted',
        decided_by: 'admin',
        reason: 'holds all gates',
        messages: [{ key: 'decision.holds', values: {} }],
        measures: { anomaly_rate: 0.011 },
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: ModelDecisionSearch): Promise<ModelDecisionPage> {
    return this.decisions.list(query);
  }
}
