import type { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Path,
  Post,
  Produces,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { Logger } from '@ja4-platform/common';
import { auditNote } from '../audit/audit.middleware.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { textStream } from '../http/text-stream.js';
import { exampleDecision, exampleManualDecision, exampleRange } from './decisions.example.js';
import type { DecisionsService } from './decisions.service.js';
import type {
  BlocklistSearch,
  Decision,
  DecisionChanges,
  DecisionChangesSearch,
  DecisionPage,
  DecisionSearch,
  NewDecision,
} from './decisions.types.js';

@Route('v1/decisions')
@Tags('decisions')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class DecisionsController extends Controller {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly logger: Logger,
  ) {
    super();
  }

  /**
   * The addresses to act on, newest first: from critical detections, from deny rules, and from people.
   * @summary List decisions
   */
  @Get()
  @OperationId('decisions.list')
  @Security('bearer', ['decisions:read'])
  @Security('session', ['decisions:read'])
  @Example<DecisionPage>({ items: [exampleDecision], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: DecisionSearch): Promise<DecisionPage> {
    return this.decisions.list(query);
  }

  /**
   * What is to be blocked and what no longer, since the last call. Without a cursor everything is in `added`. Remove
   * first, then add; go on at once while `more`.
   * @summary Follow decisions
   */
  @Get('changes')
  @OperationId('decisions.changes')
  @Security('bearer', ['decisions:read'])
  @Security('session', ['decisions:read'])
  @Example<DecisionChanges>({ removed: [], added: [exampleRange], cursor: 'WyJ0V2p4', more: false })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  changes(@Queries() query: DecisionChangesSearch): Promise<DecisionChanges> {
    return this.decisions.changes(query);
  }

  /**
   * The block list as plain text, an address or CIDR block a line: for `nft`, `ipset` and whatever reads lines.
   * @summary Get the block list as text
   */
  @Get('blocklist')
  @OperationId('decisions.blocklist')
  @Security('bearer', ['decisions:read'])
  @Security('session', ['decisions:read'])
  @Produces('text/plain')
  @Example<string>('203.0.113.7\n2001:db8:1::/48\n')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  async blocklist(@Request() request: AuthenticatedRequest, @Queries() query: BlocklistSearch): Promise<Readable> {
    const body = await textStream(request, this.decisions.blocklist(query), this.logger);
    this.setHeader('Content-Type', 'text/plain; charset=utf-8');
    this.setHeader('Cache-Control', 'no-store');
    return body;
  }

  /**
   * Blocks an address or CIDR block by hand. What is on the allow list cannot be blocked.
   * @summary Block an address
   */
  @Post()
  @OperationId('decisions.create')
  @Security('bearer', ['decisions:write'])
  @Security('session', ['decisions:write'])
  @SuccessResponse(201, 'Decided')
  @Example<Decision>(exampleManualDecision)
  @Response<ProblemDetails>(409, 'On the allow list, or blocked already')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewDecision): Promise<Decision> {
    const decision = await this.decisions.create(body, request.user);
    auditNote(request, { subject: decision.decision_id });
    this.setStatus(201);
    return decision;
  }

  /**
   * One decision, also when it has ended.
   * @summary Get a decision
   */
  @Get('{decision_id}')
  @OperationId('decisions.get')
  @Security('bearer', ['decisions:read'])
  @Security('session', ['decisions:read'])
  @Example<Decision>(exampleDecision)
  @Response<ProblemDetails>(404, 'No such decision')
  get(@Path() decision_id: string): Promise<Decision> {
    return this.decisions.get(decision_id);
  }

  /**
   * Takes back a decision that a person made.
   * @summary Take back a decision
   */
  @Delete('{decision_id}')
  @OperationId('decisions.remove')
  @Security('bearer', ['decisions:write'])
  @Security('session', ['decisions:write'])
  @SuccessResponse(204, 'Taken back')
  @Response<ProblemDetails>(404, 'No such decision')
  @Response<ProblemDetails>(409, 'It follows from a rule or a detection')
  @Response<ProblemDetails>(503, 'The lock is away')
  async remove(@Path() decision_id: string): Promise<void> {
    await this.decisions.remove(decision_id);
    this.setStatus(204);
  }
}
