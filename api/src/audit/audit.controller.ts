import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { AuditService } from './audit.service.js';
import type { AuditPage, AuditSearch } from './audit.types.js';

@Route('v1/audit')
@Tags('audit')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class AuditController extends Controller {
  constructor(private readonly audit: AuditService) {
    super();
  }

  /**
   * Who changed what and who read whose data, newest first: every write, and every read of requests, entities,
   * investigations, exports, people, keys and of this list. Kept for a year.
   * @summary List what was done and read
   */
  @Get()
  @OperationId('audit.list')
  @Security('bearer', ['audit:read'])
  @Security('session', ['audit:read'])
  @Example<AuditPage>({
    items: [
      {
        audit_id: 'b3b1a6a4-0a3e-4d0e-8a43-6f3d6a1c2d11',
        time: '2026-11-22T15:10:02.119Z',
        actor: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
        actor_name: 'admin',
        actor_kind: 'person',
        operation: 'detections.triage',
        subject: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
        query: '',
        outcome: 200,
        address: '127.0.0.1',
        request_id: '0b8f1c1e-8a49-4a7a-9d1f-0d4d3f6a8e57',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: AuditSearch): Promise<AuditPage> {
    return this.audit.list(query);
  }
}
