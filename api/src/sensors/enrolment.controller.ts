import {
  Body,
  Controller,
  Delete,
  Example,
  Get,
  OperationId,
  Path,
  Post,
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
import type { EnrolmentService } from './enrolment.service.js';
import type { CreatedSensorToken, Enrolment, NewSensorToken, SensorKey, SensorTokenPage } from './enrolment.types.js';
import { exampleNewToken, exampleSensorKey, exampleToken } from './sensors.example.js';

/** How sensors come by their keys, and lose them. */
@Route('v1')
@Tags('sensors')
export class EnrolmentController extends Controller {
  constructor(private readonly enrolment: EnrolmentService) {
    super();
  }

  /**
   * Tokens, newest first, without their secrets.
   * @summary List enrolment tokens
   * @param limit at most so many
   * @isInt limit
   * @minimum limit 1
   * @maximum limit 500
   * @param cursor `next_cursor` of the page before
   * @param count whether to say how many there are in all
   */
  @Get('sensor-tokens')
  @OperationId('sensors.listTokens')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @Example<SensorTokenPage>({ items: [exampleToken], next_cursor: null })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'Not an administrator')
  listTokens(@Query() limit?: number, @Query() cursor?: string, @Query() count = false): Promise<SensorTokenPage> {
    return this.enrolment.listTokens(limit, cursor, count);
  }

  /**
   * Makes a token that a sensor exchanges once for a key of its own. The secret is in this answer only.
   * @summary Make an enrolment token
   */
  @Post('sensor-tokens')
  @OperationId('sensors.createToken')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @SuccessResponse(201, 'Made')
  @Example<CreatedSensorToken>(exampleNewToken)
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'Not an administrator')
  @Response<ProblemDetails>(422, 'The body does not fit')
  createToken(@Request() request: AuthenticatedRequest, @Body() body: NewSensorToken): Promise<CreatedSensorToken> {
    auditNote(request, { subject: body.sensor_id });
    this.setStatus(201);
    return this.enrolment.createToken(body, request.user);
  }

  /**
   * Ends a token that nobody has used.
   * @summary End an enrolment token
   */
  @Delete('sensor-tokens/{token_id}')
  @OperationId('sensors.deleteToken')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @SuccessResponse(204, 'Ended')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'Not an administrator')
  @Response<ProblemDetails>(404, 'No such token')
  @Response<ProblemDetails>(503, 'The lock is away')
  async deleteToken(@Path() token_id: string): Promise<void> {
    await this.enrolment.deleteToken(token_id);
    this.setStatus(204);
  }

  /**
   * Exchanges a token, once, for the key of a sensor. The secret is in this answer only. Keys that a sensor of this name
   * had before end with its first heartbeat under the new one. An Idempotency-Key is not read, as nobody is a caller yet: when
   * the answer is lost, make another token.
   * @summary Enrol a sensor
   */
  @Post('sensors/enrol')
  @OperationId('sensors.enrol')
  @SuccessResponse(201, 'Enrolled')
  @Example<SensorKey>(exampleSensorKey)
  @Response<ProblemDetails>(401, 'The token is unknown or has expired')
  @Response<ProblemDetails>(409, 'The token was used, or another sensor is enrolled on this host')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async enrol(@Request() request: ExpressRequest, @Body() body: Enrolment): Promise<SensorKey> {
    const key = await this.enrolment.enrol(body);
    auditNote(request, { actor: key.key_id, actor_name: key.sensor_id, actor_kind: 'sensor', subject: key.sensor_id });
    this.setStatus(201);
    return key;
  }

  /**
   * Makes a new key for a sensor. The ones before go on until its first heartbeat under the new one. The secret is in
   * this answer only.
   * @summary Rotate the key of a sensor
   */
  @Post('sensors/{sensor_id}/rotate')
  @OperationId('sensors.rotate')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @SuccessResponse(201, 'Made')
  @Example<SensorKey>(exampleSensorKey)
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'Not an administrator')
  @Response<ProblemDetails>(404, 'No such sensor')
  @Response<ProblemDetails>(409, 'The sensor is revoked')
  @Response<ProblemDetails>(503, 'The lock is away')
  rotate(@Path() sensor_id: string): Promise<SensorKey> {
    this.setStatus(201);
    return this.enrolment.rotate(sensor_id);
  }

  /**
   * Ends every key of a sensor: within ten seconds nothing accepts them any more. What it sent stays.
   * @summary Revoke a sensor
   */
  @Delete('sensors/{sensor_id}')
  @OperationId('sensors.revoke')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @SuccessResponse(204, 'Revoked')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'Not an administrator')
  @Response<ProblemDetails>(404, 'No such sensor')
  @Response<ProblemDetails>(503, 'The lock is away')
  async revoke(@Path() sensor_id: string): Promise<void> {
    await this.enrolment.revoke(sensor_id);
    this.setStatus(204);
  }
}
