import type { Clock } from '../context.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { Queues } from '../queues/queues.js';
import { addRequestFilters } from '../requests/requests.filters.js';
import type { RequestFilters } from '../requests/requests.filters.types.js';
import { Conditions } from '../store/conditions.js';
import { DetectionsFeed } from './detections.feed.js';
import { JobsFeed } from './jobs.feed.js';
import { RequestsFeed } from './requests.feed.js';
import { sharedRead } from './shared-read.js';
import type { StreamRepository } from './stream.repository.js';
import { pollMs } from './stream.service.js';

/** Makes what a client follows. Whether anything is new is read once for all clients. */
export class Feeds {
  private readonly lastCompleted: () => Promise<number>;
  private readonly lastChange: () => Promise<number>;

  constructor(
    private readonly repository: StreamRepository,
    private readonly jobsService: JobsService,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {
    this.lastCompleted = sharedRead(() => repository.lastCompleted(), pollMs / 2);
    this.lastChange = sharedRead(() => repository.lastChange(), pollMs / 2);
  }

  /** @throws Problem validation-failed when a filter does not fit */
  requests(filters: RequestFilters): RequestsFeed {
    const nowMs = this.clock.now();
    addRequestFilters(new Conditions(), filters, nowMs);
    return new RequestsFeed(this.repository, filters, nowMs, this.lastCompleted);
  }

  detections(): DetectionsFeed {
    return new DetectionsFeed(this.repository, this.clock, this.lastChange);
  }

  jobs(): JobsFeed {
    return new JobsFeed(this.jobsService, this.queues);
  }
}
