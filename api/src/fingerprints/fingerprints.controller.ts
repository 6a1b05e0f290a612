import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Path,
  Put,
  Queries,
  Query,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleDecoded, exampleDetail, exampleFingerprint, exampleEntry } from './fingerprints.example.js';
import type { FingerprintsService } from './fingerprints.service.js';
import type {
  DecodedFingerprint,
  FingerprintDetail,
  FingerprintPage,
  FingerprintRange,
  FingerprintSearch,
  DictionaryEntry,
  DictionaryPage,
  DictionarySearch,
  Promotion,
} from './fingerprints.types.js';

@Route('v1/fingerprints')
@Tags('fingerprints')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class FingerprintsController extends Controller {
  constructor(private readonly fingerprints: FingerprintsService) {
    super();
  }

  /**
   * The JA4 of a range of time: how common each is, over how many addresses and networks, whether it looks like a browser,
   * and what the dictionary knows of it. Where a proxy spoke for the client the handshake is the proxy's and does not count.
   * @summary List fingerprints
   */
  @Get()
  @OperationId('fingerprints.list')
  @Security('bearer', ['fingerprints:read'])
  @Security('session', ['fingerprints:read'])
  @Example<FingerprintPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [exampleFingerprint],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  list(@Queries() query: FingerprintSearch): Promise<FingerprintPage> {
    return this.fingerprints.list(query);
  }

  /**
   * Puts a JA4, JA4_r, JA4_o or JA4_ro into words, whether anybody came with it or not.
   * @summary Decode a JA4
   * @param ja4 any of the four forms
   * @example ja4 "t13d1516h2_8daaf6152771_d8a2da3f94cd"
   */
  @Get('decode')
  @OperationId('fingerprints.decode')
  @Security('bearer', ['fingerprints:read'])
  @Security('session', ['fingerprints:read'])
  @Example<DecodedFingerprint>({
    decoded: exampleDecoded,
    clients: [{ list: 'clients', client: 'Chrome 133-142', category: 'browser' }],
  })
  decode(@Query() ja4: string): Promise<DecodedFingerprint> {
    return this.fingerprints.decode(ja4);
  }

  /**
   * The dictionary of known clients: what the lists in force of the kind `clients` say, with what analysts promoted.
   * @summary List known clients
   */
  @Get('clients')
  @OperationId('fingerprints.clients')
  @Security('bearer', ['fingerprints:read'])
  @Security('session', ['fingerprints:read'])
  @Example<DictionaryPage>({ items: [exampleEntry], next_cursor: null })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  known(@Queries() query: DictionarySearch): Promise<DictionaryPage> {
    return this.fingerprints.known(query);
  }

  /**
   * One JA4 in words, how common it is in a range of time, and who shares it.
   * @summary Get a fingerprint
   * @param ja4 any JA4, also one that nobody came with
   * @example ja4 "t13d1311h2_f57a46bbacb6_ab7e3b40a677"
   */
  @Get('{ja4}')
  @OperationId('fingerprints.get')
  @Security('bearer', ['fingerprints:read'])
  @Security('session', ['fingerprints:read'])
  @Example<FingerprintDetail>(exampleDetail)
  @Response<ProblemDetails>(404, 'This is no JA4')
  get(@Path() ja4: string, @Queries() query: FingerprintRange): Promise<FingerprintDetail> {
    return this.fingerprints.get(ja4, query);
  }

  /**
   * Writes into the dictionary which client sends a JA4, in place of what was promoted before.
   * @summary Promote a fingerprint
   */
  @Put('{ja4}/client')
  @OperationId('fingerprints.promote')
  @Security('bearer', ['fingerprints:write'])
  @Security('session', ['fingerprints:write'])
  @Example<DictionaryEntry>({
    ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
    list: 'promoted',
    client: 'Our uptime monitor',
    category: 'tool',
  })
  @Response<ProblemDetails>(404, 'This is no JA4')
  @Response<ProblemDetails>(409, 'Another list is being imported, or this one is full')
  promote(
    @Path() ja4: string,
    @Body() body: Promotion,
    @Request() request: AuthenticatedRequest,
  ): Promise<DictionaryEntry> {
    return this.fingerprints.promote(ja4, body, request.user.name);
  }

  /**
   * Takes a promoted JA4 out of the dictionary; what other lists say of it stays.
   * @summary Take a promotion back
   */
  @Delete('{ja4}/client')
  @OperationId('fingerprints.demote')
  @Security('bearer', ['fingerprints:write'])
  @Security('session', ['fingerprints:write'])
  @SuccessResponse(204, 'Taken back')
  @Response<ProblemDetails>(404, 'It was not promoted')
  @Response<ProblemDetails>(409, 'Another list is being imported')
  async demote(@Path() ja4: string, @Request() request: AuthenticatedRequest): Promise<void> {
    await this.fingerprints.demote(ja4, request.user.name);
  }
}
