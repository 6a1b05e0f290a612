import {
  Body,
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Path,
  Post,
  Put,
  Queries,
  Request,
  Res,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
  type TsoaResponse,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import { etagOf } from '../http/if-match.js';
import type { ProblemDetails } from '../http/problem.js';
import type { ConfigurationService } from './configuration.service.js';
import type { HeartbeatService } from './heartbeat.service.js';
import type { Heartbeat, HeartbeatAnswer, NewSensorConfiguration, SensorConfiguration } from './heartbeat.types.js';
import { exampleConfiguration, exampleCounters, exampleSensor, exampleSensorDetail } from './sensors.example.js';
import type { SensorsService } from './sensors.service.js';
import type { CounterSearch, SensorCounters, SensorDetail, SensorPage, SensorSearch } from './sensors.types.js';

@Route('v1/sensors')
@Tags('sensors')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing, or the key is of another sensor')
export class SensorsController extends Controller {
  constructor(
    private readonly sensors: SensorsService,
    private readonly heartbeats: HeartbeatService,
    private readonly configurations: ConfigurationService,
  ) {
    super();
  }

  /**
   * Sensors by name, each with its state and why: those that enrolled or have a heartbeat, and those that sent events in
   * the last 24 hours.
   * @summary List sensors
   */
  @Get()
  @OperationId('sensors.list')
  @Security('bearer', ['sensors:read'])
  @Security('session', ['sensors:read'])
  @Example<SensorPage>({ items: [exampleSensor], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: SensorSearch): Promise<SensorPage> {
    return this.sensors.list(query);
  }

  /**
   * Tells how the sensor is whose key is used. The answer says which remote configuration it is to work by.
   * @summary Send a heartbeat
   */
  @Post('heartbeat')
  @OperationId('sensors.heartbeat')
  @Security('bearer', ['sensors:report'])
  @SuccessResponse(200, 'Stored')
  @Example<HeartbeatAnswer>({ sensor_id: 'web-1', config_version: 1 })
  @Response<ProblemDetails>(413, 'The heartbeat is too large')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The store or the lock is away')
  heartbeat(@Request() request: AuthenticatedRequest, @Body() body: Heartbeat): Promise<HeartbeatAnswer> {
    return this.heartbeats.take(body, request.user);
  }

  /**
   * One sensor with everything it has counted since its start.
   * @summary Get a sensor
   */
  @Get('{sensor_id}')
  @OperationId('sensors.get')
  @Security('bearer', ['sensors:read'])
  @Security('session', ['sensors:read'])
  @Example<SensorDetail>(exampleSensorDetail)
  @Response<ProblemDetails>(404, 'No such sensor')
  get(@Path() sensor_id: string): Promise<SensorDetail> {
    return this.sensors.get(sensor_id);
  }

  /**
   * What each counter of a sensor grew by over time, also across its restarts.
   * @summary Get the counters of a sensor over time
   */
  @Get('{sensor_id}/counters')
  @OperationId('sensors.counters')
  @Security('bearer', ['sensors:read'])
  @Security('session', ['sensors:read'])
  @Example<SensorCounters>(exampleCounters)
  @Response<ProblemDetails>(404, 'No such sensor')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  counters(@Path() sensor_id: string, @Queries() query: CounterSearch): Promise<SensorCounters> {
    return this.sensors.counters(sensor_id, query);
  }

  /**
   * The remote configuration of a sensor, for people and for the sensor itself. With If-None-Match the answer is 304 when
   * it has not changed.
   * @summary Get the configuration of a sensor
   * @param ifNoneMatch ETags of what is known already
   */
  @Get('{sensor_id}/config')
  @OperationId('sensors.configuration')
  @Security('bearer', ['sensors:report'])
  @Security('bearer', ['sensors:read'])
  @Security('session', ['sensors:read'])
  @Example<SensorConfiguration>(exampleConfiguration)
  @Response<ProblemDetails>(404, 'No such sensor')
  async configuration(
    @Request() request: AuthenticatedRequest,
    @Path() sensor_id: string,
    @Res() notModified: TsoaResponse<304, void, { ETag: string }>,
    @Header('If-None-Match') ifNoneMatch?: string,
  ): Promise<SensorConfiguration> {
    const configuration = await this.configurations.get(sensor_id, request.user);
    // What is returned after this answer is not sent.
    if (names(ifNoneMatch, etagOf(configuration))) notModified(304, undefined, { ETag: etagOf(configuration) });
    return this.tagged(configuration);
  }

  /**
   * Replaces the remote configuration, when nobody else changed it since it was read. The sensor takes it over with its
   * next heartbeat; `applied_config_version` and `config_error` of the sensor say what became of it.
   * @summary Configure a sensor
   * @param ifMatch ETag of the configuration as it was read
   */
  @Put('{sensor_id}/config')
  @OperationId('sensors.configure')
  @Security('bearer', ['sensors:admin'])
  @Security('session', ['sensors:admin'])
  @Example<SensorConfiguration>(exampleConfiguration)
  @Response<ProblemDetails>(404, 'No such sensor')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'A sensor would refuse these settings')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async configure(
    @Request() request: AuthenticatedRequest,
    @Path() sensor_id: string,
    @Body() body: NewSensorConfiguration,
    @Header('If-Match') ifMatch?: string,
  ): Promise<SensorConfiguration> {
    return this.tagged(await this.configurations.put(sensor_id, body, ifMatch, request.user));
  }

  private tagged(configuration: SensorConfiguration): SensorConfiguration {
    this.setHeader('ETag', etagOf(configuration));
    return configuration;
  }
}

/** Compares as If-None-Match does (RFC 9110 section 13.1.2): weakly, with each of a list. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
