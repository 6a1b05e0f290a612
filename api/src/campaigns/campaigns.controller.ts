import {
  Body,
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Patch,
  Path,
  Put,
  Queries,
  Request,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import { etagOf } from '../http/if-match.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleCampaign } from './campaigns.example.js';
import type { CampaignsService } from './campaigns.service.js';
import type {
  Campaign,
  CampaignPage,
  CampaignSearch,
  CampaignTriage,
  FoundCampaigns,
  WrittenCampaigns,
} from './campaigns.types.js';

@Route('v1/campaigns')
@Tags('campaigns')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class CampaignsController extends Controller {
  constructor(private readonly campaigns: CampaignsService) {
    super();
  }

  /**
   * Addresses that act alike, the highest score first.
   * @summary List campaigns
   */
  @Get()
  @OperationId('campaigns.list')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<CampaignPage>({ items: [exampleCampaign], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: CampaignSearch): Promise<CampaignPage> {
    return this.campaigns.list(query);
  }

  /**
   * Creates or updates campaigns by `key`, with their members. Members that are not named keep their place; status and
   * comment stay as people left them, but a closed campaign that was seen again after its closing is opened again.
   * @summary Write campaigns
   */
  @Put()
  @OperationId('campaigns.write')
  @Security('bearer', ['campaigns:write'])
  @Example<WrittenCampaigns>({
    items: [
      {
        key: 'ja4:t13d1311h2_f57a46bbacb6_ab7e3b40a677|path_bucket:41',
        campaign_id: '0f9d7a4b-5a3c-5c61-8f4e-2b6d1c9e7a30',
        outcome: 'created',
      },
    ],
  })
  @Response<ProblemDetails>(413, 'The body is too large')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  write(@Request() request: AuthenticatedRequest, @Body() body: FoundCampaigns): Promise<WrittenCampaigns> {
    return this.campaigns.write(body.items, request.user);
  }

  /**
   * One campaign with what its members share; its ETag is what a change must name in If-Match.
   * @summary Get a campaign
   */
  @Get('{campaign_id}')
  @OperationId('campaigns.get')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<Campaign>(exampleCampaign)
  @Response<ProblemDetails>(404, 'No such campaign')
  async get(@Path() campaign_id: string): Promise<Campaign> {
    return this.tagged(await this.campaigns.get(campaign_id));
  }

  /**
   * Changes status or comment of the campaign itself. `POST /v1/detection-bulks` with `{"filters": {"campaign": ...}}` triages
   * the detections of its members.
   * @summary Triage a campaign
   * @param ifMatch ETag of the campaign as it was read
   */
  @Patch('{campaign_id}')
  @OperationId('campaigns.triage')
  @Security('bearer', ['detections:triage'])
  @Security('session', ['detections:triage'])
  @Example<Campaign>(exampleCampaign)
  @Response<ProblemDetails>(404, 'No such campaign')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async triage(
    @Request() request: AuthenticatedRequest,
    @Path() campaign_id: string,
    @Body() body: CampaignTriage,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Campaign> {
    return this.tagged(await this.campaigns.triage(campaign_id, body, ifMatch, request.user));
  }

  private tagged(campaign: Campaign): Campaign {
    this.setHeader('ETag', etagOf(campaign));
    return campaign;
  }
}
