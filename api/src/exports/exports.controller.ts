import type { Readable } from 'node:stream';
import { Controller, Get, OperationId, Produces, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { DetectionFilters } from '../detections/detections.types.js';
import type { ProblemDetails } from '../http/problem.js';
import type { ExportsService } from './exports.service.js';

@Route('v1/exports')
@Tags('exports')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong')
export class ExportsController extends Controller {
  constructor(private readonly exports: ExportsService) {
    super();
  }

  /**
   * Every detection that matches, oldest first, as alerts of the Elastic Common Schema, one JSON object a line.
   * @summary Export detections as ECS
   */
  @Get('ecs')
  @OperationId('exports.ecs')
  @Produces('application/x-ndjson')
  ecs(@Queries() query: DetectionFilters): Promise<Readable> {
    return this.sent('application/x-ndjson', this.exports.ecs(query));
  }

  /**
   * Every detection that matches, oldest first, as Detection Findings of the Open Cybersecurity Schema Framework, one JSON object a line.
   * @summary Export detections as OCSF
   */
  @Get('ocsf')
  @OperationId('exports.ocsf')
  @Produces('application/x-ndjson')
  ocsf(@Queries() query: DetectionFilters): Promise<Readable> {
    return this.sent('application/x-ndjson', this.exports.ocsf(query));
  }

  /**
   * Every detection that matches, oldest first, in the Common Event Format, one a line.
   * @summary Export detections as CEF
   */
  @Get('cef')
  @OperationId('exports.cef')
  @Produces('text/plain')
  cef(@Queries() query: DetectionFilters): Promise<Readable> {
    return this.sent('text/plain', this.exports.cef(query));
  }

  /**
   * Every detection that matches, oldest first, as a STIX 2.1 bundle: an indicator and a sighting each, with what was observed.
   * @summary Export detections as STIX
   */
  @Get('stix')
  @OperationId('exports.stix')
  @Produces('application/stix+json')
  stix(@Queries() query: DetectionFilters): Promise<Readable> {
    return this.sent('application/stix+json', this.exports.stix(query));
  }

  private async sent(contentType: string, body: Promise<Readable>): Promise<Readable> {
    const readable = await body;
    this.setHeader('Content-Type', contentType);
    this.setHeader('Cache-Control', 'no-store');
    return readable;
  }
}
