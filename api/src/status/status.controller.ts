import { Controller, Example, Get, OperationId, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleList } from '../reference-lists/reference-lists.example.js';
import type { StatusService } from './status.service.js';
import type { Status } from './status.types.js';

@Route('v1/status')
@Tags('health')
export class StatusController extends Controller {
  constructor(private readonly status: StatusService) {
    super();
  }

  /**
   * The store, the queues, what waits for correlation, the sensors of the last day, and the size of the tables.
   * @summary How the platform is
   */
  @Get()
  @OperationId('status.get')
  @Security('bearer', ['status:read'])
  @Security('session', ['status:read'])
  @Example<Status>({
    ok: true,
    problems: [],
    warnings: ['The list country is 120 days old.'],
    notices: [
      {
        level: 'warning',
        detail: 'The list country is 120 days old.',
        messages: [{ key: 'status.list-old', values: { list: 'country', days: '120' } }],
      },
    ],
    version: '0.1.0',
    time: '2026-11-23T08:00:00.000Z',
    store: { ok: true, version: '26.7.3.1', database: 'ja4_processing' },
    queues: [{ name: 'correlation', ok: true, waiting: 0, active: 0, failed: 0 }],
    backlog: { batches: 0, lines: 0, oldest_age_s: null, quarantined: 0 },
    sensors: [
      {
        sensor_id: 'web-1',
        state: 'healthy',
        last_batch_at: '2026-11-23T07:59:59.000Z',
        requests: 2400,
        handshakes: 310,
        rejected: 0,
      },
    ],
    tables: [{ table: 'http_logs', rows: 2400, bytes: 310000 }],
    reference_lists: [exampleList],
  })
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(503, 'The store cannot be reached')
  get(): Promise<Status> {
    return this.status.get();
  }
}
