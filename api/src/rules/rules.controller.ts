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
import { exampleRemoval } from '../labels/labels.example.js';
import type { Effect, EvaluatedPart } from '../verdicts/verdicts.types.js';
import { exampleAppliedRule, exampleRule } from './rules.example.js';
import type { RulesService } from './rules.service.js';
import type {
  AppliedRule,
  NewRule,
  PartToEvaluate,
  Rule,
  RuleChange,
  RulePage,
  RuleSearch,
  RuleTrial,
  RuleTrialResult,
} from './rules.types.js';

@Route('v1/rules')
@Tags('rules')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class RulesController extends Controller {
  constructor(private readonly rules: RulesService) {
    super();
  }

  /**
   * Allow and deny lists and thresholds, newest first.
   * @summary List rules
   */
  @Get()
  @OperationId('rules.list')
  @Security('bearer', ['rules:read'])
  @Security('session', ['rules:read'])
  @Example<RulePage>({ items: [exampleRule], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: RuleSearch): Promise<RulePage> {
    return this.rules.list(query);
  }

  /**
   * Makes a rule. Stored detections and the addresses to act on follow at once. The allow list goes before rules, rules
   * before the deny list, that before thresholds.
   * @summary Make a rule
   */
  @Post()
  @OperationId('rules.create')
  @Security('bearer', ['rules:write'])
  @Security('session', ['rules:write'])
  @SuccessResponse(201, 'Made')
  @Example<AppliedRule>(exampleAppliedRule)
  @Response<ProblemDetails>(409, 'There is such a rule')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewRule): Promise<AppliedRule> {
    const rule = await this.rules.create(body, request.user);
    auditNote(request, { subject: rule.rule_id });
    this.setStatus(201);
    return this.tagged(rule);
  }

  /**
   * Confirms a rule that waits for a second person, who must be another than made or changed it, and signed in: nobody
   * knows who is behind an API key. Stored detections follow at once.
   * @summary Confirm a rule
   * @param ifMatch ETag of the rule as it was read
   */
  @Post('{rule_id}/confirm')
  @OperationId('rules.confirm')
  @Security('session', ['rules:write'])
  @SuccessResponse(200, 'Confirmed')
  @Example<AppliedRule>(exampleAppliedRule)
  @Response<ProblemDetails>(404, 'No such rule')
  @Response<ProblemDetails>(409, 'It waits for nobody, or for another person')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async confirm(
    @Request() request: AuthenticatedRequest,
    @Path() rule_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<AppliedRule> {
    return this.tagged(await this.rules.confirm(rule_id, ifMatch, request.user));
  }

  /**
   * One rule; its ETag is what a change must name in If-Match.
   * @summary Get a rule
   */
  @Get('{rule_id}')
  @OperationId('rules.get')
  @Security('bearer', ['rules:read'])
  @Security('session', ['rules:read'])
  @Example<Rule>(exampleRule)
  @Response<ProblemDetails>(404, 'No such rule')
  async get(@Path() rule_id: string): Promise<Rule> {
    return this.tagged(await this.rules.get(rule_id));
  }

  /**
   * Changes a rule, when nobody else changed it since it was read. Stored detections follow at once.
   * @summary Change a rule
   * @param ifMatch ETag of the rule as it was read
   */
  @Patch('{rule_id}')
  @OperationId('rules.change')
  @Security('bearer', ['rules:write'])
  @Security('session', ['rules:write'])
  @Example<AppliedRule>(exampleAppliedRule)
  @Response<ProblemDetails>(404, 'No such rule')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async change(
    @Request() request: AuthenticatedRequest,
    @Path() rule_id: string,
    @Body() body: RuleChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<AppliedRule> {
    return this.tagged(await this.rules.change(rule_id, body, ifMatch, request.user));
  }

  /**
   * Removes a rule; what it suppressed, raised or blocked is as it was.
   * @summary Remove a rule
   * @param ifMatch when given, the rule is removed only as it was read
   */
  @Delete('{rule_id}')
  @OperationId('rules.remove')
  @Security('bearer', ['rules:write'])
  @Security('session', ['rules:write'])
  @Example<Effect>(exampleRemoval)
  @Response<ProblemDetails>(404, 'No such rule')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(503, 'The lock is away')
  remove(
    @Request() request: AuthenticatedRequest,
    @Path() rule_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Effect> {
    return this.rules.remove(rule_id, ifMatch, request.user);
  }

  /**
   * Says what a rule would do now, or what removing or replacing one would, without doing it.
   * @summary Try a rule
   */
  @Post('dry-run')
  @OperationId('rules.dryRun')
  @Security('bearer', ['rules:read'])
  @Security('session', ['rules:read'])
  @Example<RuleTrialResult>({
    suppressed: 12,
    raised: 0,
    released: 0,
    blocked_addresses: null,
    addresses: 254,
    requests: 18210,
  })
  @Response<ProblemDetails>(404, 'The rule to replace is not there')
  @Response<ProblemDetails>(422, 'The body does not fit, or the query too heavy')
  dryRun(@Body() body: RuleTrial): Promise<RuleTrialResult> {
    return this.rules.dryRun(body);
  }

  /**
   * Has labels and rules speak on one part of the stored detections; workers do so every minute, for those that expired,
   * and after a change when there is much stored.
   * @summary Evaluate a part of the detections
   */
  @Post('evaluate')
  @OperationId('rules.evaluate')
  @Security('bearer', ['rules:evaluate'])
  @Example<EvaluatedPart>({
    suppressed: 3,
    raised: 0,
    released: 0,
    decisions_added: 0,
    decisions_ended: 1,
    job_id: null,
    parts: 1,
  })
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  evaluate(@Body() body: PartToEvaluate): Promise<EvaluatedPart> {
    return this.rules.evaluate(body.part);
  }

  private tagged<T extends Rule>(rule: T): T {
    this.setHeader('ETag', etagOf(rule));
    return rule;
  }
}
