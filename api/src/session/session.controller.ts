import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Post,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { Request as ExpressRequest } from 'express';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { clearedCookie, sessionCookie } from './cookie.js';
import type { SessionService } from './session.service.js';
import type { Credentials, Session } from './session.types.js';

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
  @Example<Session>({ user: 'admin', role: 'viewer', scopes: ['requests:read'], expires_at: '2026-11-23T20:00:00Z' })
  @Response<ProblemDetails>(401, 'Wrong name or password')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(429, 'Too many failures')
  async login(@Request() request: ExpressRequest, @Body() body: Credentials): Promise<Session> {
    const { token, session } = await this.sessions.login(body, request.ip ?? '');
    this.setHeader('Set-Cookie', sessionCookie(token, session.expires_at, request.secure));
    this.setStatus(201);
    return session;
  }

  /**
   * @summary Who is signed in
   */
  @Get()
  @OperationId('session.get')
  @Security('session')
  @Example<Session>({ user: 'admin', role: 'viewer', scopes: ['requests:read'], expires_at: '2026-11-23T20:00:00Z' })
  @Response<ProblemDetails>(401, 'Not signed in')
  get(@Request() request: AuthenticatedRequest): Promise<Session> {
    return this.sessions.get(request.user);
  }

  /**
   * Ends the session everywhere it is used.
   * @summary Sign out
   */
  @Delete()
  @OperationId('session.logout')
  @Security('session')
  @SuccessResponse(204, 'Signed out')
  @Response<ProblemDetails>(401, 'Not signed in')
  async logout(@Request() request: AuthenticatedRequest): Promise<void> {
    await this.sessions.logout(request.user);
    this.setHeader('Set-Cookie', clearedCookie(request.secure));
    this.setStatus(204);
  }
}
