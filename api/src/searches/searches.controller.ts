import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  Header,
  OperationId,
  Patch,
  Path,
  Post,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { auditNote } from '../audit/audit.middleware.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import { etagOf } from '../http/if-match.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleSearch } from './searches.example.js';
import type { SearchesService } from './searches.service.js';
import type { DefaultSearches, NewSearch, Search, SearchChange, SearchList, SearchSearch } from './searches.types.js';

@Route('v1/searches')
@Tags('searches')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class SearchesController extends Controller {
  constructor(private readonly searches: SearchesService) {
    super();
  }

  /**
   * One's own saved searches and those that others share, newest first.
   * @summary List saved searches
   */
  @Get()
  @OperationId('searches.list')
  @Security('bearer', ['searches:read'])
  @Security('session', ['searches:read'])
  @Example<SearchList>({ items: [exampleSearch], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Request() request: AuthenticatedRequest, @Queries() query: SearchSearch): Promise<SearchList> {
    return this.searches.list(query, request.user);
  }

  /**
   * The view that each page opens with for the caller: one's own default, else the shared one.
   * @summary Get default views
   */
  @Get('defaults')
  @OperationId('searches.defaults')
  @Security('bearer', ['searches:read'])
  @Security('session', ['searches:read'])
  @Example<DefaultSearches>({ items: [exampleSearch] })
  defaults(@Request() request: AuthenticatedRequest): Promise<DefaultSearches> {
    return this.searches.defaults(request.user);
  }

  /**
   * Saves a search. As a default it takes the place of the one before.
   * @summary Save a search
   */
  @Post()
  @OperationId('searches.create')
  @Security('bearer', ['searches:write'])
  @Security('session', ['searches:write'])
  @SuccessResponse(201, 'Saved')
  @Example<Search>(exampleSearch)
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewSearch): Promise<Search> {
    const search = await this.searches.create(body, request.user);
    auditNote(request, { subject: search.search_id });
    this.setStatus(201);
    return this.tagged(search);
  }

  /**
   * One saved search; its ETag is what a change must name in If-Match.
   * @summary Get a saved search
   */
  @Get('{search_id}')
  @OperationId('searches.get')
  @Security('bearer', ['searches:read'])
  @Security('session', ['searches:read'])
  @Example<Search>(exampleSearch)
  @Response<ProblemDetails>(404, 'No such search, or not shared')
  async get(@Request() request: AuthenticatedRequest, @Path() search_id: string): Promise<Search> {
    return this.tagged(await this.searches.get(search_id, request.user));
  }

  /**
   * Changes a search of one's own, when nobody changed it since it was read; administrators change any.
   * @summary Change a saved search
   * @param ifMatch ETag of the search as it was read
   */
  @Patch('{search_id}')
  @OperationId('searches.change')
  @Security('bearer', ['searches:write'])
  @Security('session', ['searches:write'])
  @Example<Search>(exampleSearch)
  @Response<ProblemDetails>(404, 'No such search, or not shared')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async change(
    @Request() request: AuthenticatedRequest,
    @Path() search_id: string,
    @Body() body: SearchChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Search> {
    return this.tagged(await this.searches.change(search_id, body, ifMatch, request.user));
  }

  /**
   * Removes a search of one's own; administrators remove any.
   * @summary Remove a saved search
   * @param ifMatch when given, the search is removed only as it was read
   */
  @Delete('{search_id}')
  @OperationId('searches.remove')
  @Security('bearer', ['searches:write'])
  @Security('session', ['searches:write'])
  @SuccessResponse(204, 'Removed')
  @Response<ProblemDetails>(404, 'No such search, or not shared')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(503, 'The lock is away')
  async remove(
    @Request() request: AuthenticatedRequest,
    @Path() search_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.searches.remove(search_id, ifMatch, request.user);
    this.setStatus(204);
  }

  private tagged(search: Search): Search {
    this.setHeader('ETag', etagOf(search));
    return search;
  }
}
