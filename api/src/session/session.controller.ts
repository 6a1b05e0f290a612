import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Post,
  Put,
  Query,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { Request as ExpressRequest } from 'express';
import { auditNote } from '../audit/audit.middleware.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { clearedCookie, sessionCookie } from './cookie.js';
import type { Device, OpenedSession, SessionService } from './session.service.js';
import type { Credentials, OwnSessions, PasswordChange, Session } from './session.types.js';

@Route('v1/session')
@Tags('auth')
export class SessionController extends Controller {
  constructor(private readonly sessions: SessionService) {
    super();
  }

  /**
   * Signs a person in: sets the session cookie and returns who is signed in. Ten failures in fifteen minutes for one
   * account or address are answered 429.
   * @summary Sign in
   */
  @Post()
  @OperationId('session.login')
  @SuccessResponse(201, 'Signed in')
  @Example<Session>({
    user: 'admin',
    role: 'viewer',
    scopes: ['requests:read'],
    must_change_password: false,
    expires_at: '2026-11-23T20:00:00Z',
  })
  @Response<ProblemDetails>(401, 'Wrong name or password')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(429, 'Too many failures')
  async login(@Request() request: ExpressRequest, @Body() body: Credentials): Promise<Session> {
    auditNote(request, { actor_name: body.user });
    const opened = await this.sessions.login(body, deviceOf(request));
    auditNote(request, { actor: opened.userId, actor_name: body.user });
    this.setStatus(201);
    return this.opened(request, opened);
  }

  /**
   * The person, the role and its scopes; with `must_change_password` nothing but `PUT /v1/session/password` is open.
   * @summary Who is signed in
   */
  @Get()
  @OperationId('session.get')
  @Security('session')
  @Example<Session>({
    user: 'admin',
    role: 'viewer',
    scopes: ['requests:read'],
    must_change_password: false,
    expires_at: '2026-11-23T20:00:00Z',
  })
  @Response<ProblemDetails>(401, 'Not signed in')
  async get(@Request() request: AuthenticatedRequest): Promise<Session> {
    return this.sessions.get(request.user);
  }

  /**
   * One's own sessions that are open, newest first, at most 500.
   * @summary List one's own sessions
   */
  @Get('all')
  @OperationId('session.list')
  @Security('session')
  @Example<OwnSessions>({
    items: [
      {
        current: true,
        address: '203.0.113.9',
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        created_at: '2026-11-23T08:00:00.000Z',
        expires_at: '2026-11-23T20:00:00.000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(401, 'Not signed in')
  list(@Request() request: AuthenticatedRequest): Promise<OwnSessions> {
    return this.sessions.list(request.user);
  }

  /**
   * Ends this session in every tab that uses it; with `everywhere=true` all sessions of the person, on every device.
   * @summary Sign out
   */
  @Delete()
  @OperationId('session.logout')
  @Security('session')
  @SuccessResponse(204, 'Signed out')
  @Response<ProblemDetails>(401, 'Not signed in')
  @Response<ProblemDetails>(503, 'The lock is away')
  async logout(@Request() request: AuthenticatedRequest, @Query() everywhere = false): Promise<void> {
    await this.sessions.logout(request.user, everywhere);
    this.setHeader('Set-Cookie', clearedCookie(request.secure));
    this.setStatus(204);
  }

  /**
   * Replaces one's own password. All other sessions of the person end; this one goes on under a new cookie.
   * @summary Change one's own password
   */
  @Put('password')
  @OperationId('session.changePassword')
  @Security('session')
  @Example<Session>({
    user: 'admin',
    role: 'viewer',
    scopes: ['requests:read'],
    must_change_password: false,
    expires_at: '2026-11-23T20:00:00Z',
  })
  @Response<ProblemDetails>(401, 'Not signed in, or the current password is wrong')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(429, 'Too many failures')
  @Response<ProblemDetails>(503, 'The lock is away')
  async changePassword(@Request() request: AuthenticatedRequest, @Body() body: PasswordChange): Promise<Session> {
    return this.opened(request, await this.sessions.changePassword(body, request.user, deviceOf(request)));
  }

  private opened(request: ExpressRequest, { token, session }: OpenedSession): Session {
    this.setHeader('Set-Cookie', sessionCookie(token, session.expires_at, request.secure));
    return session;
  }
}

function deviceOf(request: ExpressRequest): Device {
  return { address: request.ip ?? '', userAgent: request.get('user-agent') ?? '' };
}
