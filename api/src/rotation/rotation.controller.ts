import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { RotationService } from './rotation.service.js';
import type { PersistencePage, PersistenceSearch, RotationPage, RotationSearch } from './rotation.types.js';

@Route('v1/rotation')
@Tags('rotation')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(400, 'The cursor cannot be read')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class RotationController extends Controller {
  constructor(private readonly rotation: RotationService) {
    super();
  }

  /**
   * Addresses that came with two JA4 or more, and how many TLS libraries these show. Offices and mobile networks share
   * an address among many clients: look at its User-Agents before blaming it.
   * @summary List addresses that rotate JA4
   */
  @Get()
  @OperationId('rotation.list')
  @Example<RotationPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        client_ip: '203.0.113.66',
        tier: 'low',
        ja4s: 2,
        ja4_families: 2,
        ja4_list: ['t13d1312h2_9dc949149365_97f8aa674fd9', 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6'],
        requests: 5,
        hosts: 1,
        active_hours: 2,
        first_seen: '2026-11-22T12:00:00.000000Z',
        last_seen: '2026-11-22T13:00:00.000000Z',
      },
    ],
    next_cursor: null,
  })
  list(@Queries() query: RotationSearch): Promise<RotationPage> {
    return this.rotation.list(query);
  }

  /**
   * Addresses that the model found anomalous in several hours. Needs a model with a calibration: without percentiles
   * there are none.
   * @summary List persistent threats
   */
  @Get('persistent')
  @OperationId('rotation.persistent')
  @Example<PersistencePage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        client_ip: '203.0.113.66',
        anomalous_hours: 7,
        anomalous_days: 1,
        worst_score: 0.81,
        requests: 912,
        ja4s: 3,
        hosts: 2,
        first_seen: '2026-11-22T03:00:00Z',
        last_seen: '2026-11-22T13:00:00Z',
      },
    ],
    next_cursor: null,
  })
  persistent(@Queries() query: PersistenceSearch): Promise<PersistencePage> {
    return this.rotation.persistent(query);
  }
}
