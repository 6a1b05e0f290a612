import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { MetricsService } from './metrics.service.js';
import type { Overview, OverviewSearch, StackedTimeline, StackedSearch } from './metrics.types.js';

@Route('v1/metrics')
@Tags('metrics')
export class MetricsController extends Controller {
  constructor(private readonly metrics: MetricsService) {
    super();
  }

  /**
   * The figures of the first page, with those of a time before.
   * @summary Overview
   */
  @Get('overview')
  @OperationId('metrics.overview')
  @Security('bearer', ['entities:read'])
  @Security('session', ['entities:read'])
  @Example<Overview>({
    from: '2026-11-22T00:00:00Z',
    to: '2026-11-23T00:00:00Z',
    current: {
      requests: 48210,
      clients: 412,
      correlated: 47803,
      correlated_share: 0.998,
      ja4s: 61,
      hosts: 3,
      refused: 210,
      server_errors: 4,
      browser_share: 0.93,
      bytes_out: 912_004_113,
    },
    previous: {
      requests: 45002,
      clients: 398,
      correlated: 44871,
      correlated_share: 0.999,
      ja4s: 58,
      hosts: 3,
      refused: 180,
      server_errors: 2,
      browser_share: 0.94,
      bytes_out: 861_220_900,
    },
    orphans_by_reason: [{ name: 'plain_http', count: 311 }],
    open_detections_by_level: [{ name: 'critical', count: 1 }],
    top_ja4: [{ name: 't13d1516h2_8daaf6152771_d8a2da3f94cd', count: 20114 }],
    top_hosts: [{ name: 'shop.example', count: 48210 }],
    bucket_seconds: 3600,
    timeline: [
      {
        time: '2026-11-22T00:00:00Z',
        requests: 1804,
        correlated: 1790,
        orphan: 14,
        refused: 22,
        previous_requests: 1762,
      },
    ],
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  overview(@Queries() query: OverviewSearch): Promise<Overview> {
    return this.metrics.overview(query);
  }

  /**
   * Requests over time, stacked by an attribute: the values with most requests, and the rest. By `browser` it is the share of
   * browsers over time, by `country` or `status` what their names say.
   * @summary Stacked timeline
   */
  @Get('timeline')
  @OperationId('metrics.timeline')
  @Security('bearer', ['entities:read'])
  @Security('session', ['entities:read'])
  @Example<StackedTimeline>({
    from: '2026-11-22T14:00:00.000000Z',
    to: '2026-11-22T16:00:00.000000Z',
    by: 'status',
    bucket_seconds: 3600,
    times: ['2026-11-22T14:00:00.000000Z', '2026-11-22T15:00:00.000000Z'],
    series: [{ value: '200', requests: 2105, counts: [1210, 895] }],
    rest: [41, 12],
  })
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(503, 'The store cannot be reached')
  timeline(@Queries() query: StackedSearch): Promise<StackedTimeline> {
    return this.metrics.timeline(query);
  }
}
