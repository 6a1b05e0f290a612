import {
  Body,
  Controller,
  Example,
  Get,
  OperationId,
  Post,
  Query,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleReport, exampleRun } from './correlation.example.js';
import type { CorrelationService } from './correlation.service.js';
import type {
  AggregateCheck,
  BatchesToRun,
  CorrelationRepair,
  CorrelationReport,
  CorrelationRuns,
  DueBatches,
} from './correlation.types.js';

@Route('v1/correlation')
@Tags('correlation')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store is away')
export class CorrelationController extends Controller {
  constructor(private readonly correlation: CorrelationService) {
    super();
  }

  /**
   * How many requests found the handshake of their connection, why the others did not, and what each sensor contributes, in the
   * whole hours that the range touches.
   * @summary Report on correlation
   * @param from RFC 3339 or relative to now like `-24h`, which is the default
   * @param to RFC 3339 or relative to now; now when left out
   */
  @Get()
  @OperationId('correlation.get')
  @Security('bearer', ['correlation:read'])
  @Security('session', ['correlation:read'])
  @Example<CorrelationReport>(exampleReport)
  @Response<ProblemDetails>(422, 'The time range is none')
  get(@Query() from?: string, @Query() to?: string): Promise<CorrelationReport> {
    return this.correlation.report(from, to);
  }

  /**
   * The oldest batches of requests whose grace time is over: at most a hundred, for a worker to run. One that failed rests
   * before it is among them again, longer after each failure.
   * @summary List the batches that are due
   */
  @Get('due')
  @OperationId('correlation.due')
  @Security('bearer', ['correlation:run'])
  @Example<DueBatches>({
    items: [
      {
        batch_id: exampleRun.batch_id,
        sensor_id: 'web-1',
        received_at: '2026-11-23T10:00:05.000Z',
        requests: 5000,
        failures: 0,
      },
    ],
  })
  due(): Promise<DueBatches> {
    return this.correlation.due();
  }

  /**
   * Pairs the requests of batches with their handshakes and writes them, once however often it is called. A batch that
   * fails holds no other up; the fifth failure puts it in quarantine.
   * @summary Correlate batches
   */
  @Post('run')
  @OperationId('correlation.run')
  @Security('bearer', ['correlation:run'])
  @Example<CorrelationRuns>({ items: [exampleRun], failed: [] })
  @Response<ProblemDetails>(422, 'These are no ids of batches')
  run(@Body() body: BatchesToRun): Promise<CorrelationRuns> {
    return this.correlation.run(body.batch_ids);
  }

  /**
   * Looks for handshakes that came after the grace time of their requests and writes them into the requests of the last
   * day.
   * @summary Repair orphans
   */
  @Post('repair')
  @OperationId('correlation.repair')
  @Security('bearer', ['correlation:run'])
  @Example<CorrelationRepair>({ repaired: 12, is_complete: true, rebuilt_days: ['2026-11-23'] })
  repair(): Promise<CorrelationRepair> {
    return this.correlation.repair();
  }

  /**
   * Compares one aggregate with what it is made of, and rebuilds the days that differ. The answer names the next one, so that
   * batches are joined in between.
   * @summary Verify an aggregate
   * @param table the aggregate; the first when left out
   */
  @Post('verify')
  @OperationId('correlation.verify')
  @Security('bearer', ['correlation:run'])
  @Example<AggregateCheck>({
    table: 'agg_host_ip_ja4_1h',
    hours: 168,
    different_hours: [],
    rebuilt_days: [],
    next_table: 'agg_tcp_fingerprint_1h',
  })
  verify(@Query() table?: string): Promise<AggregateCheck> {
    return this.correlation.verify(table);
  }
}
