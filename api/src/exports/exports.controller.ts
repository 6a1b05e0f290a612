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
import type { DetectionFilters } from '../detections/detections.types.js';
import type { Downloads } from '../downloads/downloads.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleCef, exampleEcs, exampleOcsf, exampleStix } from './exports.example.js';
import type { ExportsService } from './exports.service.js';

@Route('v1/exports')
@Tags('exports')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong')
@Response<ProblemDetails>(429, 'Too many exports are under way')
export class ExportsController extends Controller {
  constructor(
    private readonly exports: ExportsService,
    private readonly downloads: Downloads,
  ) {
    super();
  }

  /**
   * Every detection that matches, in the order they were opened, as alerts of the Elastic Common Schema, one JSON object a line.
   * @summary Export detections as ECS
   */
  @Get('ecs')
  @OperationId('exports.ecs')
  @Produces('application/x-ndjson')
  @Example<object>(exampleEcs)
  ecs(@Request() request: AuthenticatedRequest, @Queries() query: DetectionFilters): Promise<Readable> {
    return this.downloads.start(request, this.exports.ecs(query));
  }

  /**
   * Every detection that matches, in the order they were opened, as Detection Findings of the Open Cybersecurity Schema Framework, one JSON object a line.
   * @summary Export detections as OCSF
   */
  @Get('ocsf')
  @OperationId('exports.ocsf')
  @Produces('application/x-ndjson')
  @Example<object>(exampleOcsf)
  ocsf(@Request() request: AuthenticatedRequest, @Queries() query: DetectionFilters): Promise<Readable> {
    return this.downloads.start(request, this.exports.ocsf(query));
  }

  /**
   * Every detection that matches, in the order they were opened, in the Common Event Format, one a line.
   * @summary Export detections as CEF
   */
  @Get('cef')
  @OperationId('exports.cef')
  @Produces('text/plain')
  @Example<string>(exampleCef)
  cef(@Request() request: AuthenticatedRequest, @Queries() query: DetectionFilters): Promise<Readable> {
    return this.downloads.start(request, this.exports.cef(query));
  }

  /**
   * Every detection that matches, in the order they were opened, as a STIX 2.1 bundle: an indicator and a sighting each, with what was observed.
   * @summary Export detections as STIX
   */
  @Get('stix')
  @OperationId('exports.stix')
  @Produces('application/stix+json')
  @Example<object>(exampleStix)
  stix(@Request() request: AuthenticatedRequest, @Queries() query: DetectionFilters): Promise<Readable> {
    return this.downloads.start(request, this.exports.stix(query));
  }
}
