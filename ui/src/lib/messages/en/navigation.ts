export const nav = {
  label: 'Pages',
  overview: 'Overview',
  detections: 'Detections',
  requests: 'Requests',
  entities: 'Entities',
  fingerprints: 'Fingerprints',
  bruteforce: 'Brute force',
  rotation: 'Rotation',
  compare: 'Compare',
  heatmap: 'Heatmap',
  models: 'Models',
  jobs: 'Jobs',
  status: 'Status',
  skip: 'Skip to content',
};

export const navGroups = {
  watch: 'Watch',
  investigate: 'Investigate',
  detector: 'Detector',
  platform: 'Platform',
};
