import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { HeatmapService } from './heatmap.service.js';
import type { Heatmap, HeatmapSearch } from './heatmap.types.js';

@Route('v1/heatmap')
@Tags('metrics')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class HeatmapController extends Controller {
  constructor(private readonly heatmap: HeatmapService) {
    super();
  }

  /**
   * How busy each hour of each day was, in the caller's zone.
   * @summary Heatmap of hours and days
   */
  @Get()
  @OperationId('heatmap.get')
  @Example<Heatmap>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    timezone: 'UTC',
    max: 912,
    items: [
      {
        day: '2026-11-22',
        hours: [
          41, 38, 12, 9, 7, 11, 40, 122, 310, 402, 455, 460, 512, 606, 912, 498, 440, 402, 350, 310, 240, 190, 120, 70,
        ],
      },
    ],
  })
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  get(@Queries() query: HeatmapSearch): Promise<Heatmap> {
    return this.heatmap.get(query);
  }
}
