import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleBaseline, examplePage, exampleProfile, exampleRelated, exampleTimeline } from './entities.example.js';
import type { EntitiesService } from './entities.service.js';
import type {
  EntityBaseline,
  EntityPage,
  EntityProfile,
  EntityRange,
  EntitySearch,
  EntityTimeline,
  EntityType,
  RelatedEntities,
  RelatedSearch,
  TimelineSearch,
} from './entities.types.js';

@Route('v1/entities')
@Tags('entities')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class EntitiesController extends Controller {
  constructor(private readonly entities: EntitiesService) {
    super();
  }

  /**
   * The addresses, fingerprints, hosts, networks, countries, User-Agents or paths of a range of time, with how often they
   * came, when, with which answers, and with how many different others. Requests without one (no handshake, no
   * User-Agent) are left out.
   * @summary List entities of a type
   */
  @Get('{type}')
  @OperationId('entities.list')
  @Example<EntityPage>(examplePage)
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  list(@Path() type: EntityType, @Queries() query: EntitySearch): Promise<EntityPage> {
    return this.entities.list(type, query);
  }

  /**
   * What one entity did in a range of time.
   * @summary Get an entity
   * @param value percent-encoded: `%2Flogin` is the path `/login`
   * @example value "203.0.113.7"
   */
  @Get('{type}/{value}')
  @OperationId('entities.get')
  @Example<EntityProfile>(exampleProfile)
  @Response<ProblemDetails>(404, 'Nobody came with it in this range')
  get(@Path() type: EntityType, @Path() value: string, @Queries() query: EntityRange): Promise<EntityProfile> {
    return this.entities.get(type, value, query);
  }

  /**
   * Its requests in hours or days, with empty ones where it did not come.
   * @summary Timeline of an entity
   * @param value percent-encoded
   * @example value "203.0.113.7"
   */
  @Get('{type}/{value}/timeline')
  @OperationId('entities.timeline')
  @Example<EntityTimeline>(exampleTimeline)
  @Response<ProblemDetails>(404, 'This cannot be a value of the type')
  timeline(@Path() type: EntityType, @Path() value: string, @Queries() query: TimelineSearch): Promise<EntityTimeline> {
    return this.entities.timeline(type, value, query);
  }

  /**
   * With which fingerprints, User-Agents, hosts, paths, addresses, networks ... it came, and with which share of its requests.
   * @summary Entities that came together
   * @param value percent-encoded
   * @example value "203.0.113.7"
   */
  @Get('{type}/{value}/related')
  @OperationId('entities.related')
  @Example<RelatedEntities>(exampleRelated)
  @Response<ProblemDetails>(404, 'This cannot be a value of the type')
  related(@Path() type: EntityType, @Path() value: string, @Queries() query: RelatedSearch): Promise<RelatedEntities> {
    return this.entities.related(type, value, query);
  }

  /**
   * Its figures beside those of the time just before, and of the same hours a day and a week before.
   * @summary Baseline of an entity
   * @param value percent-encoded
   * @example value "203.0.113.7"
   */
  @Get('{type}/{value}/baseline')
  @OperationId('entities.baseline')
  @Example<EntityBaseline>(exampleBaseline)
  @Response<ProblemDetails>(404, 'This cannot be a value of the type')
  baseline(@Path() type: EntityType, @Path() value: string, @Queries() query: EntityRange): Promise<EntityBaseline> {
    return this.entities.baseline(type, value, query);
  }
}
