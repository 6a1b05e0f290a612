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
import {
  exampleDelivery,
  exampleDeliveryDetail,
  exampleWebhook,
  exampleWebhookWithSecret,
} from './webhooks.example.js';
import type { WebhooksService } from './webhooks.service.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliverySearch,
  WebhookPage,
  WebhookSearch,
  WebhookWithSecret,
} from './webhooks.types.js';

@Route('v1/webhooks')
@Tags('webhooks')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class WebhooksController extends Controller {
  constructor(private readonly webhooks: WebhooksService) {
    super();
  }

  /**
   * Who is told of what, newest first; without secrets.
   * @summary List webhooks
   */
  @Get()
  @OperationId('webhooks.list')
  @Security('bearer', ['webhooks:read'])
  @Security('session', ['webhooks:read'])
  @Example<WebhookPage>({ items: [exampleWebhook], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: WebhookSearch): Promise<WebhookPage> {
    return this.webhooks.list(query);
  }

  /**
   * Subscribes an address to events. The secret that signs deliveries is in this answer only.
   * @summary Make a webhook
   */
  @Post()
  @OperationId('webhooks.create')
  @Security('bearer', ['webhooks:write'])
  @Security('session', ['webhooks:write'])
  @SuccessResponse(201, 'Made')
  @Example<WebhookWithSecret>(exampleWebhookWithSecret)
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewWebhook): Promise<WebhookWithSecret> {
    const webhook = await this.webhooks.create(body, request.user);
    auditNote(request, { subject: webhook.webhook_id });
    this.setStatus(201);
    return this.tagged(webhook);
  }

  /**
   * One webhook; its ETag is what a change must name in If-Match.
   * @summary Get a webhook
   */
  @Get('{webhook_id}')
  @OperationId('webhooks.get')
  @Security('bearer', ['webhooks:read'])
  @Security('session', ['webhooks:read'])
  @Example<Webhook>(exampleWebhook)
  @Response<ProblemDetails>(404, 'No such webhook')
  async get(@Path() webhook_id: string): Promise<Webhook> {
    return this.tagged(await this.webhooks.get(webhook_id));
  }

  /**
   * Changes a webhook, when nobody else changed it since it was read.
   * @summary Change a webhook
   * @param ifMatch ETag of the webhook as it was read
   */
  @Patch('{webhook_id}')
  @OperationId('webhooks.change')
  @Security('bearer', ['webhooks:write'])
  @Security('session', ['webhooks:write'])
  @Example<Webhook>(exampleWebhook)
  @Response<ProblemDetails>(404, 'No such webhook')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async change(
    @Request() request: AuthenticatedRequest,
    @Path() webhook_id: string,
    @Body() body: WebhookChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Webhook> {
    return this.tagged(await this.webhooks.change(webhook_id, body, ifMatch, request.user));
  }

  /**
   * Removes a webhook; its deliveries stay readable no longer.
   * @summary Remove a webhook
   * @param ifMatch when given, the webhook is removed only as it was read
   */
  @Delete('{webhook_id}')
  @OperationId('webhooks.remove')
  @Security('bearer', ['webhooks:write'])
  @Security('session', ['webhooks:write'])
  @SuccessResponse(204, 'Removed')
  @Response<ProblemDetails>(404, 'No such webhook')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(503, 'The lock is away')
  async remove(
    @Request() request: AuthenticatedRequest,
    @Path() webhook_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.webhooks.remove(webhook_id, ifMatch, request.user);
    this.setStatus(204);
  }

  /**
   * Gives a webhook a new secret, which is in this answer only. For a day deliveries are signed with the one before as well.
   * @summary Rotate the secret of a webhook
   * @param ifMatch ETag of the webhook as it was read
   */
  @Post('{webhook_id}/rotate')
  @OperationId('webhooks.rotate')
  @Security('bearer', ['webhooks:write'])
  @Security('session', ['webhooks:write'])
  @Example<WebhookWithSecret>(exampleWebhookWithSecret)
  @Response<ProblemDetails>(404, 'No such webhook')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async rotate(
    @Request() request: AuthenticatedRequest,
    @Path() webhook_id: string,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WebhookWithSecret> {
    return this.tagged(await this.webhooks.rotate(webhook_id, ifMatch, request.user));
  }

  /**
   * What was sent to a webhook, or is to be, newest first.
   * @summary List deliveries
   */
  @Get('{webhook_id}/deliveries')
  @OperationId('webhooks.deliveries')
  @Security('bearer', ['webhooks:read'])
  @Security('session', ['webhooks:read'])
  @Example<WebhookDeliveryPage>({ items: [exampleDelivery], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(404, 'No such webhook')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  deliveries(@Path() webhook_id: string, @Queries() query: WebhookDeliverySearch): Promise<WebhookDeliveryPage> {
    return this.webhooks.deliveries(webhook_id, query);
  }

  /**
   * One delivery with its body.
   * @summary Get a delivery
   */
  @Get('{webhook_id}/deliveries/{delivery_id}')
  @OperationId('webhooks.delivery')
  @Security('bearer', ['webhooks:read'])
  @Security('session', ['webhooks:read'])
  @Example<WebhookDeliveryDetail>(exampleDeliveryDetail)
  @Response<ProblemDetails>(404, 'No such delivery')
  delivery(@Path() webhook_id: string, @Path() delivery_id: string): Promise<WebhookDeliveryDetail> {
    return this.webhooks.delivery(webhook_id, delivery_id);
  }

  private tagged<T extends Webhook>(webhook: T): T {
    this.setHeader('ETag', etagOf(webhook));
    return webhook;
  }
}
