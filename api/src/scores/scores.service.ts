import type { JobAccepted } from '../jobs/jobs.types.js';
import type { ScoreBatch, ScorePage, ScoreRun, ScoreSearch, ScoresWritten } from './scores.types.js';

export class ScoresService {
  write(_batch: ScoreBatch): Promise<ScoresWritten> {
    throw new Error('not built yet');
  }

  list(_search: ScoreSearch): Promise<ScorePage> {
    throw new Error('not built yet');
  }

  run(_range: ScoreRun): Promise<JobAccepted> {
    throw new Error('not built yet');
  }
}
