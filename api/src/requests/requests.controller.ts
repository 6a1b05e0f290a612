import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleRequest } from './requests.example.js';
import { RequestsService } from './requests.service.js';
import type { LoggedRequest, RequestPage, RequestSearch } from './requests.types.js';

@Route('v1/requests')
@Tags('requests')
@Security('bearer', ['requests:read'])
@Security('session', ['requests:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class RequestsController extends Controller {
  constructor(private readonly service: RequestsService) {
    super();
  }

  /**
   * Requests in a range of time that match every filter given.
   * @summary Search requests
   */
  @Get()
  @OperationId('requests.search')
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Example<RequestPage>({ items: [exampleRequest], next_cursor: null })
  async search(@Queries() search: RequestSearch): Promise<RequestPage> {
    return this.service.search(search);
  }

  /**
   * One request with the facts of its handshake.
   * @summary Get a request
   * @param id `<batch_id>-<seq>`
   */
  @Get('{id}')
  @OperationId('requests.get')
  @Response<ProblemDetails>(404, 'No such request')
  @Example<LoggedRequest>(exampleRequest)
  async get(@Path() id: string): Promise<LoggedRequest> {
    return this.service.get(id);
  }
}
