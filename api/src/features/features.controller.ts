import type { Readable } from 'node:stream';
import {
  Controller,
  Example,
  Get,
  OperationId,
  Produces,
  Queries,
  Request,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { Downloads } from '../downloads/downloads.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import type { FeaturesExport } from './features.export.js';
import type { FeaturesService } from './features.service.js';
import type { FeatureExport, FeaturePage, FeatureSearch } from './features.types.js';

@Route('v1/features')
@Tags('features')
export class FeaturesController extends Controller {
  constructor(
    private readonly features: FeaturesService,
    private readonly exports: FeaturesExport,
    private readonly downloads: Downloads,
  ) {
    super();
  }

  /**
   * What the bot-detector reads: one row for each hour, client, handshake and host, with the features and the facts
   * that evidence rules need.
   * @summary List features
   */
  @Get()
  @OperationId('features.list')
  @Security('bearer', ['features:read'])
  @Security('session', ['features:read'])
  @Example<FeaturePage>({
    feature_version: 5,
    features: ['requests', 'peak_minute', 'gap_median'],
    items: [
      {
        hour: '2026-11-22T14:00:00Z',
        client_ip: '203.0.113.7',
        ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
        host: 'shop.example',
        correlated: true,
        requests: 100,
        values: [2, 1.3, 0.48],
        context: {
          user_agents: ['Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36'],
          sample_paths: ['/.env', '/wp-login.php'],
          sensitive_requests: 61,
          login_posts: 0,
          login_posts_refused: 0,
          not_found: 97,
          without_accept_language: 100,
          without_sec_fetch: 100,
          header_orders: ['Host,User-Agent,Accept-Encoding'],
          http_versions: ['1.1'],
          ja4_r: null,
          tls_alpn: ['h2', 'http/1.1'],
          h2_fingerprint: '',
          payload_requests: 0,
          verified_bot: null,
          false_bot: null,
          server_names: ['shop.example'],
          ttl: 57,
          tcp_options: '2-4-8-1-3',
          busiest_ten_seconds: 14,
          address_requests: 100,
          address_failed: 97,
          login_fleet_addresses: 0,
          login_fleet_posts: 0,
          login_fleet_refused: 0,
          first_seen: '2026-11-22T14:03:21.482913Z',
          last_seen: '2026-11-22T14:04:40.112000Z',
        },
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: FeatureSearch): Promise<FeaturePage> {
    return this.features.list(query);
  }
  /**
   * The same rows of any range as a stream: a line of JSON each, after one with `feature_version` and `features`. Compressed
   * with gzip when the client accepts it. A connection that breaks before the end means that the export is not whole.
   * A client that takes nothing for 60 seconds is disconnected.
   * @summary Export features
   */
  @Get('export')
  @OperationId('features.export')
  @Security('bearer', ['features:read'])
  @Security('session', ['features:read'])
  @Produces('application/x-ndjson')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(429, 'Too many exports are under way')
  @Response<ProblemDetails>(503, 'The store is away')
  export(@Request() request: AuthenticatedRequest, @Queries() query: FeatureExport): Promise<Readable> {
    return this.downloads.start(request, this.exports.of(query));
  }
}
