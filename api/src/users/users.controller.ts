import {
  Body,
  Controller,
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
import { exampleUser, exampleUserWithPassword } from './users.example.js';
import type { UsersService } from './users.service.js';
import type { NewUser, User, UserChange, UserPage, UserSearch, UserWithPassword } from './users.types.js';

@Route('v1/users')
@Tags('users')
@Security('bearer', ['users:admin'])
@Security('session', ['users:admin'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'Not an administrator')
export class UsersController extends Controller {
  constructor(private readonly users: UsersService) {
    super();
  }

  /**
   * People by login, the disabled included.
   * @summary List people
   */
  @Get()
  @OperationId('users.list')
  @Example<UserPage>({ items: [exampleUser], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: UserSearch): Promise<UserPage> {
    return this.users.list(query);
  }

  /**
   * Makes a person. The password in the answer is shown this once and must be changed at the first login.
   * @summary Make a person
   */
  @Post()
  @OperationId('users.create')
  @SuccessResponse(201, 'Made')
  @Example<UserWithPassword>(exampleUserWithPassword)
  @Response<ProblemDetails>(409, 'The login is taken')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewUser): Promise<UserWithPassword> {
    const user = await this.users.create(body, request.user);
    auditNote(request, { subject: user.user_id });
    this.setStatus(201);
    return this.tagged(user);
  }

  /**
   * One person; the ETag is what a change must name in If-Match.
   * @summary Get a person
   */
  @Get('{user_id}')
  @OperationId('users.get')
  @Example<User>(exampleUser)
  @Response<ProblemDetails>(404, 'No such person')
  async get(@Path() user_id: string): Promise<User> {
    return this.tagged(await this.users.get(user_id));
  }

  /**
   * Changes a role, or disables and enables a person. It counts at once, in open sessions too; streams and exports
   * that are no longer allowed get nothing more after five seconds. The last administrator who may sign in stays one.
   * @summary Change a person
   * @param ifMatch ETag of the person as read
   */
  @Patch('{user_id}')
  @OperationId('users.update')
  @Example<User>(exampleUser)
  @Response<ProblemDetails>(404, 'No such person')
  @Response<ProblemDetails>(409, 'The last administrator')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async update(
    @Request() request: AuthenticatedRequest,
    @Path() user_id: string,
    @Body() body: UserChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<User> {
    return this.tagged(await this.users.update(user_id, body, ifMatch, request.user));
  }

  /**
   * Gives a person a new password and ends all sessions of that person. The password in the answer is shown this once and
   * must be changed at the next login.
   * @summary Reset a password
   */
  @Post('{user_id}/reset-password')
  @OperationId('users.resetPassword')
  @SuccessResponse(200, 'Reset')
  @Example<UserWithPassword>(exampleUserWithPassword)
  @Response<ProblemDetails>(404, 'No such person')
  @Response<ProblemDetails>(503, 'The lock is away')
  async resetPassword(@Request() request: AuthenticatedRequest, @Path() user_id: string): Promise<UserWithPassword> {
    return this.tagged(await this.users.resetPassword(user_id, request.user));
  }

  private tagged<T extends User>(user: T): T {
    this.setHeader('ETag', etagOf(user));
    return user;
  }
}
