import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleGraph, exampleMember, exampleScatter, exampleVersion } from './campaigns.example.js';
import type { CampaignMemberPage, CampaignMemberSearch } from './campaigns.types.js';
import type { CampaignViewsService } from './views.service.js';
import type {
  CampaignGraph,
  CampaignHistory,
  CampaignHistorySearch,
  CampaignScatter,
  GraphSearch,
  ScatterSearch,
} from './views.types.js';

@Route('v1/campaigns/{campaign_id}')
@Tags('campaigns')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(400, 'A parameter cannot be read')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(404, 'No such campaign')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
export class CampaignViewsController extends Controller {
  constructor(private readonly views: CampaignViewsService) {
    super();
  }

  /**
   * Its addresses with what they share with others.
   * @summary List members of a campaign
   */
  @Get('members')
  @OperationId('campaigns.members')
  @Example<CampaignMemberPage>({ items: [exampleMember], next_cursor: null })
  members(@Path() campaign_id: string, @Queries() query: CampaignMemberSearch): Promise<CampaignMemberPage> {
    return this.views.members(campaign_id, query);
  }

  /**
   * Addresses and the traits that at least two of them share, as nodes and edges. `shown` of `members` are in it.
   * @summary Graph of a campaign
   */
  @Get('graph')
  @OperationId('campaigns.graph')
  @Example<CampaignGraph>(exampleGraph)
  graph(@Path() campaign_id: string, @Queries() query: GraphSearch): Promise<CampaignGraph> {
    return this.views.graph(campaign_id, query);
  }

  /**
   * Its members by two numbers, with the names of all numbers there are.
   * @summary Scatter of a campaign
   */
  @Get('scatter')
  @OperationId('campaigns.scatter')
  @Example<CampaignScatter>(exampleScatter)
  scatter(@Path() campaign_id: string, @Queries() query: ScatterSearch): Promise<CampaignScatter> {
    return this.views.scatter(campaign_id, query);
  }

  /**
   * How it grew and who judged it, newest first. Versions that only brought evidence are forgotten after 30 days.
   * @summary History of a campaign
   */
  @Get('history')
  @OperationId('campaigns.history')
  @Example<CampaignHistory>({ items: [exampleVersion], next_cursor: null })
  history(@Path() campaign_id: string, @Queries() query: CampaignHistorySearch): Promise<CampaignHistory> {
    return this.views.history(campaign_id, query);
  }
}
