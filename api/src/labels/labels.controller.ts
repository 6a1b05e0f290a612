import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  Header,
  OperationId,
  Patch,
  Path,
  Post,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { auditNote } from '../audit/audit.middleware.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import { etagOf } from '../http/if-match.js';
import type { ProblemDetails } from '../http/problem.js';
import type { Effect } from '../verdicts/verdicts.types.js';
import { exampleAppliedLabel, exampleEffect, exampleLabel, exampleRemoval } from './labels.example.js';
import type { LabelsService } from './labels.service.js';
import type {
  AppliedLabel,
  AppliedLabels,
  Label,
  LabelChange,
  LabelPage,
  LabelSearch,
  LabelSuggestionPage,
  LabelSuggestionSearch,
  NewLabel,
  NewLabels,
} from './labels.types.js';

@Route('v1/labels')
@Tags('labels')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class LabelsController extends Controller {
  constructor(private readonly labels: LabelsService) {
    super();
  }

  /**
   * What people said of addresses, fingerprints and detections, newest first.
   * @summary List labels
   */
  @Get()
  @OperationId('labels.list')
  @Security('bearer', ['labels:read'])
  @Security('session', ['labels:read'])
  @Example<LabelPage>({ items: [exampleLabel], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: LabelSearch): Promise<LabelPage> {
    return this.labels.list(query);
  }

  /**
   * Fingerprints that several addresses with open detections share, and open detections that nobody judged: those first
   * about which a label would say most.
   * @summary Suggest what to label
   */
  @Get('suggestions')
  @OperationId('labels.suggestions')
  @Security('bearer', ['labels:read'])
  @Security('session', ['labels:read'])
  @Example<LabelSuggestionPage>({
    items: [
      {
        subject: 'ja4',
        value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
        label: 'bot',
        detail: '14 open detections of 9 addresses share it',
        message: { key: 'suggestion.ja4', values: { detections: '14', addresses: '9' } },
        detections: 14,
        addresses: 9,
        requests: 3120,
        score: 0.98,
        reasons: ['sensitive-path-scanning'],
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  suggestions(@Queries() query: LabelSuggestionSearch): Promise<LabelSuggestionPage> {
    return this.labels.suggestions(query);
  }

  /**
   * Labels an address or CIDR block, a JA4 or a detection. Stored detections follow at once: `legitimate` suppresses them,
   * `bot` raises them to critical, `suspicious` to at least high. The particular goes before the general: a detection, an
   * address, the narrowest block, a JA4; the allow list goes before labels.
   * @summary Label something
   */
  @Post()
  @OperationId('labels.create')
  @Security('bearer', ['labels:write'])
  @Security('session', ['labels:write'])
  @SuccessResponse(201, 'Labelled')
  @Example<AppliedLabel>(exampleAppliedLabel)
  @Response<ProblemDetails>(409, 'It has a label already')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewLabel): Promise<AppliedLabel> {
    const label = await this.labels.create(body, request.user);
    auditNote(request, { subject: label.label_id });
    this.setStatus(201);
    return this.tagged(label);
  }

  /**
   * Labels many at once: up to 5,000 values, or all members of a campaign. What has a label in that place already keeps it.
   * @summary Label many
   */
  @Post('bulk')
  @OperationId('labels.createMany')
  @Security('bearer', ['labels:write'])
  @Security('session', ['labels:write'])
  @SuccessResponse(201, 'Labelled')
  @Example<AppliedLabels>({ created: 998, known: 2, effect: exampleEffect })
  @Response<ProblemDetails>(404, 'No such campaign')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async createMany(@Request() request: AuthenticatedRequest, @Body() body: NewLabels): Promise<AppliedLabels> {
    const labels = await this.labels.createMany(body, request.user);
    auditNote(request, { subject: body.campaign ?? body.values?.join(' ').slice(0, 1000) ?? '' });
    this.setStatus(201);
    return labels;
  }

  /**
   * Confirms a label that waits for a second person, who must be another than made or changed it, and signed in: nobody
   * knows who is behind an API key. Stored detections follow at once.
   * @summary Confirm a label
   * @param ifMatch ETag of the label as it was read
   */
  @Post('{label_id}/confirm')
  @OperationId('labels.confirm')
  @Security('session', ['labels:write'])
  @SuccessResponse(200, 'Confirmed')
  @Example<AppliedLabel>(exampleAppliedLabel)
  @Response<ProblemDetails>(404, 'No such label')
  @Response<ProblemDetails>(409, 'It waits for nobody, or for another person')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async confirm(
    @Request() request: AuthenticatedRequest,
    @Path() label_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<AppliedLabel> {
    return this.tagged(await this.labels.confirm(label_id, ifMatch, request.user));
  }

  /**
   * One label; its ETag is what a change must name in If-Match.
   * @summary Get a label
   */
  @Get('{label_id}')
  @OperationId('labels.get')
  @Security('bearer', ['labels:read'])
  @Security('session', ['labels:read'])
  @Example<Label>(exampleLabel)
  @Response<ProblemDetails>(404, 'No such label')
  async get(@Path() label_id: string): Promise<Label> {
    return this.tagged(await this.labels.get(label_id));
  }

  /**
   * Changes a label, when nobody else changed it since it was read. Stored detections follow at once.
   * @summary Change a label
   * @param ifMatch ETag of the label as it was read
   */
  @Patch('{label_id}')
  @OperationId('labels.change')
  @Security('bearer', ['labels:write'])
  @Security('session', ['labels:write'])
  @Example<AppliedLabel>(exampleAppliedLabel)
  @Response<ProblemDetails>(404, 'No such label')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async change(
    @Request() request: AuthenticatedRequest,
    @Path() label_id: string,
    @Body() body: LabelChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<AppliedLabel> {
    return this.tagged(await this.labels.change(label_id, body, ifMatch, request.user));
  }

  /**
   * Removes a label; what it suppressed or raised is as it was found again.
   * @summary Remove a label
   * @param ifMatch when given, the label is removed only as it was read
   */
  @Delete('{label_id}')
  @OperationId('labels.remove')
  @Security('bearer', ['labels:write'])
  @Security('session', ['labels:write'])
  @Example<Effect>(exampleRemoval)
  @Response<ProblemDetails>(404, 'No such label')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(503, 'The lock is away')
  remove(
    @Request() request: AuthenticatedRequest,
    @Path() label_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Effect> {
    return this.labels.remove(label_id, ifMatch, request.user);
  }

  private tagged<T extends Label>(label: T): T {
    this.setHeader('ETag', etagOf(label));
    return label;
  }
}
