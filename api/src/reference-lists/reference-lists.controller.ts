import {
  Body,
  Consumes,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Path,
  Put,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { readFileBody } from './file-body.js';
import { exampleList } from './reference-lists.example.js';
import type { ReferenceListsService } from './reference-lists.service.js';
import type {
  ReferenceFacts,
  ReferenceList,
  ReferenceListImport,
  ReferenceListPage,
  ReferenceLookup,
} from './reference-lists.types.js';

@Route('v1/reference-lists')
@Tags('reference lists')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class ReferenceListsController extends Controller {
  constructor(private readonly lists: ReferenceListsService) {
    super();
  }

  /**
   * Every list in force: networks and countries, verified bots, known clients, and lists of one's own.
   * @summary List reference lists
   */
  @Get()
  @OperationId('referenceLists.list')
  @Security('bearer', ['lists:read'])
  @Security('session', ['lists:read'])
  @Example<ReferenceListPage>({ items: [exampleList], next_cursor: null })
  list(): Promise<ReferenceListPage> {
    return this.lists.list();
  }

  /**
   * What the lists say of an address, a JA4 and HTTP/2 settings.
   * @summary Look up in reference lists
   */
  @Get('lookup')
  @OperationId('referenceLists.lookup')
  @Security('bearer', ['lists:read'])
  @Security('session', ['lists:read'])
  @Example<ReferenceFacts>({
    asn: 64496,
    as_name: 'Example Networks',
    country: 'NL',
    prefixes: [{ list: 'office', kind: 'prefixes', prefix: '192.0.2.0/28', name: 'Head office' }],
    clients: [{ list: 'clients', kind: 'clients', client: 'curl 7.88 (OpenSSL 3.0)', category: 'library' }],
  })
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  lookup(@Queries() query: ReferenceLookup): Promise<ReferenceFacts> {
    return this.lists.lookup(query);
  }

  /**
   * Puts a list in force in place of the one of this name, at once for every reader. The body is the file as its publisher
   * has it, plain or gzip, of at most 64 MiB: .mmdb; ranges or prefixes as CSV or TSV; the JSON of search engines;
   * `fingerprint,client,category`. One bad line refuses the file. docs/reference-lists.md has the formats. The same file may be
   * sent again; an Idempotency-Key is refused.
   * @summary Import a reference list
   * @param list lower-case letters, digits and hyphens; of `asn` and `country` there is one each, named so
   */
  @Put('{list}')
  @OperationId('referenceLists.import')
  @Consumes('application/octet-stream')
  @Security('bearer', ['lists:write'])
  @Security('session', ['lists:write'])
  @Example<ReferenceList>(exampleList)
  @Response<ProblemDetails>(400, 'The body is empty or cut off, or there is an Idempotency-Key')
  @Response<ProblemDetails>(409, 'Another list is being imported')
  @Response<ProblemDetails>(413, 'The file is too large')
  @Response<ProblemDetails>(415, 'The body is not application/octet-stream')
  @Response<ProblemDetails>(422, 'The file cannot be taken: the detail names the line')
  async import(
    @Path() list: string,
    @Request() request: AuthenticatedRequest,
    @Queries() query: ReferenceListImport,
    @Body() _file?: string,
  ): Promise<ReferenceList> {
    return this.lists.import(list, query, [await readFileBody(request)], request.user.name);
  }

  /**
   * Takes a list out of force. A list that came with the installation does not come back by itself.
   * @summary Remove a reference list
   */
  @Delete('{list}')
  @OperationId('referenceLists.remove')
  @Security('bearer', ['lists:write'])
  @Security('session', ['lists:write'])
  @SuccessResponse(204, 'Removed')
  @Response<ProblemDetails>(404, 'No such list')
  async remove(@Path() list: string): Promise<void> {
    await this.lists.remove(list);
  }
}
