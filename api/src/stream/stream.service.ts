import type { Request } from 'express';
import type { RequestFilters } from '../requests/requests.types.js';

export class StreamService {
  follow(_request: Request, _filters: RequestFilters, _lastEventId: string | undefined): Promise<void> {
    throw new Error('not built yet');
  }
}
