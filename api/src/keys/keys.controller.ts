import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Path,
  Post,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { KeysService } from './keys.service.js';
import type { ApiKey, ApiKeyList, CreatedApiKey, NewApiKey } from './keys.types.js';

const example: ApiKey = {
  key_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SIEM',
  kind: 'reader',
  scopes: ['requests:read'],
  sensor_id: null,
  created_at: '2026-11-23T08:00:00Z',
  expires_at: null,
  revoked_at: null,
};

const created: CreatedApiKey = {
  key_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SIEM',
  kind: 'reader',
  scopes: ['requests:read'],
  sensor_id: null,
  created_at: '2026-11-23T08:00:00Z',
  expires_at: null,
  revoked_at: null,
  key: 'ja4_reader_...',
};

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
  @Example<ApiKeyList>({ items: [example], next_cursor: null })
  list(): Promise<ApiKeyList> {
    return this.keys.list();
  }

  /**
   * Makes a key of a kind; its scopes follow from the kind. The secret is in this answer only.
   * @summary Make an API key
   */
  @Post()
  @OperationId('keys.create')
  @SuccessResponse(201, 'Made')
  @Example<CreatedApiKey>(created)
  @Response<ProblemDetails>(422, 'The body does not fit')
  create(@Body() body: NewApiKey): Promise<CreatedApiKey> {
    this.setStatus(201);
    return this.keys.create(body);
  }

  /**
   * Revokes a key: within ten seconds nothing accepts it any more.
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
