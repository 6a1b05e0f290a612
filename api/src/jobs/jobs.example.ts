import type { Job } from './jobs.types.js';

/** The job that the specification shows. */
export const exampleJob: Job = {
  id: 'detection:42',
  queue: 'detection',
  name: 'retrain',
  state: 'completed',
  progress: 1,
  progress_text: 'calibrated on 4210 rows',
  attempts: 1,
  failed_reason: null,
  created_at: '2026-11-22T15:00:00.000Z',
  started_at: '2026-11-22T15:00:00.020Z',
  finished_at: '2026-11-22T15:00:04.812Z',
  result: { model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11', rows: 21050 },
};
