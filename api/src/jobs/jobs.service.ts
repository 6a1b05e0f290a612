import type { Job, JobPage, JobSearch } from './jobs.types.js';

export class JobsService {
  list(_search: JobSearch): Promise<JobPage> {
    throw new Error('not built yet');
  }

  get(_id: string): Promise<Job> {
    throw new Error('not built yet');
  }
}
