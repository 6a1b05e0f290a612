import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { AttributesService } from './attributes.service.js';
import type { AttributeList, AttributePage, AttributeSearch } from './attributes.types.js';

@Route('v1/attributes')
@Tags('attributes')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class AttributesController extends Controller {
  constructor(private readonly attributes: AttributesService) {
    super();
  }

  /**
   * What requests can be grouped by, here and in `variability`, `related` and `compare`.
   * @summary List attributes
   */
  @Get()
  @OperationId('attributes.list')
  @Example<AttributeList>({ items: [{ attribute: 'ja4', help: 'JA4' }], next_cursor: null })
  async list(): Promise<AttributeList> {
    return this.attributes.list();
  }

  /**
   * The values of an attribute among the requests that match, with their number and share. Requests without one are
   * not counted. With filters, and of attributes that no aggregate has, the newest 200,000 requests of the range are
   * looked at: `from` says since when. With `client_ip` or `ja4` it is the whole range.
   * @summary List values of an attribute
   */
  @Get('{attribute}/values')
  @OperationId('attributes.values')
  @Example<AttributePage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        value: 'GET',
        label: '',
        requests: 46_102,
        share: 0.956,
        ips: 409,
        first_seen: '2026-11-22T00:00:03.100000Z',
        last_seen: '2026-11-22T23:59:58.700000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(503, 'The store cannot be reached')
  values(@Path() attribute: Attribute, @Queries() query: AttributeSearch): Promise<AttributePage> {
    return this.attributes.values(attribute, query);
  }
}
