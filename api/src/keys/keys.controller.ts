import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
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
import type { ProblemDetails } from '../http/problem.js';
import { exampleCreatedKey, exampleKey } from './keys.example.js';
import type { KeysService } from './keys.service.js';
import type { ApiKey, ApiKeyPage, ApiKeySearch, CreatedApiKey, KeyKinds, NewApiKey } from './keys.types.js';

@Route('v1/keys')
@Tags('keys')
@Security('bearer', ['keys:admin'])
@Security('session', ['keys:admin'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'Not an administrator')
export class KeysController extends Controller {
  constructor(private readonly keys: KeysService) {
    super();
  }

  /**
   * Every key that was ever made, newest first, without secrets.
   * @summary List API keys
   */
  @Get()
  @OperationId('keys.list')
  @Example<ApiKeyPage>({ items: [exampleKey], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: ApiKeySearch): Promise<ApiKeyPage> {
    return this.keys.list(query);
  }

  /**
   * Makes a key of a kind, with all scopes of the kind or with those named. The secret is in this answer only. A key with
   * narrower scopes than its kind gives nobody more than it has.
   * @summary Make an API key
   */
  @Post()
  @OperationId('keys.create')
  @SuccessResponse(201, 'Made')
  @Example<CreatedApiKey>(exampleCreatedKey)
  @Response<ProblemDetails>(422, 'The body does not fit')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewApiKey): Promise<CreatedApiKey> {
    const key = await this.keys.create(body, request.user);
    auditNote(request, { subject: key.key_id });
    this.setStatus(201);
    return key;
  }

  /**
   * The kinds of key, each with all that a key of it may do: what a new one can be narrowed from.
   * @summary List kinds of key
   */
  @Get('kinds')
  @OperationId('keys.kinds')
  @Example<KeyKinds>({ items: [{ kind: 'bouncer', scopes: ['decisions:read'] }] })
  kinds(): KeyKinds {
    return this.keys.kinds();
  }

  /**
   * One key without its secret.
   * @summary Get an API key
   */
  @Get('{key_id}')
  @OperationId('keys.get')
  @Example<ApiKey>(exampleKey)
  @Response<ProblemDetails>(404, 'No such key')
  get(@Path() key_id: string): Promise<ApiKey> {
    return this.keys.get(key_id);
  }

  /**
   * Revokes a key: within ten seconds nothing accepts it any more, and its streams and exports get nothing more.
   * @summary Revoke an API key
   */
  @Delete('{key_id}')
  @OperationId('keys.revoke')
  @SuccessResponse(204, 'Revoked')
  @Response<ProblemDetails>(404, 'No such key')
  async revoke(@Path() key_id: string): Promise<void> {
    await this.keys.revoke(key_id);
    this.setStatus(204);
  }
}
