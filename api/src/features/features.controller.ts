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
import { exampleFeatureRow, exampleFeatures } from './features.example.js';
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
    features: exampleFeatures,
    items: [exampleFeatureRow],
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
  @Example<object>([{ feature_version: 5, features: exampleFeatures }, exampleFeatureRow])
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(429, 'Too many exports are under way')
  @Response<ProblemDetails>(503, 'The store is away')
  export(@Request() request: AuthenticatedRequest, @Queries() query: FeatureExport): Promise<Readable> {
    return this.downloads.start(request, this.exports.of(query));
  }
}
