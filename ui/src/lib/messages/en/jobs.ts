import { formatWhole } from '#lib/format.ts';

export const jobs = {
  empty: 'No job',
  emptyDetail: 'Jobs show here while they wait and run, and for some time after.',
  state: {
    waiting: 'Waiting',
    delayed: 'Delayed',
    active: 'Running',
    completed: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
    quarantined: 'In quarantine',
  },
  allStates: 'All states',
  stateLabel: 'State',
  queueLabel: 'Queue',
  allQueues: 'All queues',
  queues: { correlation: 'Correlation', detection: 'Detection' },
  columns: { state: 'State', job: 'Job', progress: 'Progress', result: 'Result', created: 'Created', took: 'Took' },
  attempts: (count: number) => `${formatWhole(count)} attempts`,
  retry: 'Try again',
  retried: (id: string) => `${id} waits again.`,
  cancel: 'Cancel',
  cancelSure: 'Cancel this job?',
  cancelled: (id: string) => `${id} is cancelled.`,
};
