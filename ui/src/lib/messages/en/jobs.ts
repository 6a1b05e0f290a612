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
  columns: { state: 'State', job: 'Job', progress: 'Progress', result: 'Result', created: 'Created', took: 'Took' },
};
