import {
  Controller,
  Example,
  Get,
  OperationId,
  Queries,
  Request,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import type { CrowdsecService } from './crowdsec.service.js';
import type { CrowdsecDecision, CrowdsecSearch, CrowdsecStream, CrowdsecStreamSearch } from './crowdsec.types.js';

const example: CrowdsecDecision = {
  id: 171231284420593,
  origin: 'detection',
  type: 'ban',
  scope: 'Ip',
  value: '203.0.113.7',
  duration: '3h59m58s',
  scenario:
    'sensitive-path-scanning: 61 requests for paths that scanners look for, such as /.env; 97 of 100 answers were 404',
};

@Route('crowdsec/v1/decisions')
@Tags('decisions')
@Security('crowdsec', ['decisions:read'])
@Response<ProblemDetails>(401, 'No valid key in X-Api-Key')
@Response<ProblemDetails>(403, 'The scope is missing')
export class CrowdsecController extends Controller {
  constructor(private readonly crowdsec: CrowdsecService) {
    super();
  }

  /**
   * Decisions in the shape of CrowdSec's local API: point a bouncer's `api_url` at `/crowdsec/` and its `api_key` to a key of
   * kind `bouncer`. When none matches the answer is `null`, as CrowdSec's is.
   * @summary List decisions for bouncers
   */
  @Get()
  @OperationId('crowdsec.decisions')
  @Example<CrowdsecDecision[]>([example])
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  async search(
    @Request() request: AuthenticatedRequest,
    @Queries() query: CrowdsecSearch,
  ): Promise<CrowdsecDecision[] | null> {
    const found = await this.crowdsec.search(query);
    if (found.length) return found;
    // tsoa would make it a 204, which bouncers do not take for an answer.
    request.res?.json(null);
    return null;
  }

  /**
   * What changed since the last call with the same key; everything with `startup=true`.
   * @summary Follow decisions for bouncers
   */
  @Get('stream')
  @OperationId('crowdsec.changes')
  @Example<CrowdsecStream>({ new: [example], deleted: null })
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  @Response<ProblemDetails>(503, 'Redis is away')
  changes(@Request() request: AuthenticatedRequest, @Queries() query: CrowdsecStreamSearch): Promise<CrowdsecStream> {
    return this.crowdsec.changes(query, request.user);
  }
}
