import type { Overview, OverviewRange } from './metrics.types.js';

export class MetricsService {
  overview(_range: OverviewRange): Promise<Overview> {
    throw new Error('not built yet');
  }
}
