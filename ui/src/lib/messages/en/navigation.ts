export const nav = {
  label: 'Pages',
  overview: 'Overview',
  detections: 'Detections',
  requests: 'Requests',
  models: 'Models',
  jobs: 'Jobs',
  status: 'Status',
  skip: 'Skip to content',
};
