/** Drawings on a grid of 24, one line each. */
export const icons = {
  overview: 'M3 12h4v6H3zM10 4h4v14h-4zM17 9h4v9h-4z',
  detections: 'M12 3l9 4v5c0 5-4 8-9 9-5-1-9-4-9-9V7zM12 8v5M12 16v.5',
  requests: 'M4 6h16M4 12h16M4 18h10',
  entities: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.5-6 8-6s8 2 8 6',
  fingerprints:
    'M6 11a6 6 0 0 1 12 0v3M9 20c0-3-.5-5 0-9a3 3 0 0 1 6 0c0 4 0 6-1 9M12 11v5M5 15c.5 2 .5 3 .5 4M18 17v2',
  bruteforce: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v10H5zM12 15v2',
  rotation: 'M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5',
  compare: 'M12 3v18M4 8h5M4 12h5M4 16h5M15 8h5M15 12h3M15 16h4',
  heatmap: 'M4 4h5v5H4zM15 4h5v5h-5zM4 15h5v5H4zM10 10h4v4h-4zM15 15h5v5h-5z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8L20 8M20 3v5h-5',
  help: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  save: 'M6 4h12v16l-6-4-6 4z',
  download: 'M12 4v11M8 11l4 4 4-4M4 19h16',
  campaigns:
    'M6 6m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M18 6m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M12 18m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 6h8M7 8l4 8M17 8l-4 8',
  labels: 'M4 4h8l8 8-8 8-8-8zM8 8v.5',
  rules: 'M4 6h10M4 12h6M4 18h10M17 10l2 2 3-4',
  decisions: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12',
  searches: 'M10 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM14 14l6 6M17 4v6M14 7h6',
  sensors: 'M12 12v9M9 9a4 4 0 0 1 6 0M6 6a8 8 0 0 1 12 0M12 12v.5',
  lists: 'M5 4h11l3 3v13H5zM8 10h8M8 14h8M8 17h5',
  users: 'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 20c0-4 3-6 6-6s6 2 6 6M16 6a3 3 0 0 1 0 5M18 14c2 1 3 3 3 6',
  keys: 'M8 12a4 4 0 1 0 0 .1M12 12h9v4M17 12v3',
  audit: 'M5 3h10l4 4v14H5zM9 12l2 2 4-4M9 18h6',
  models: 'M12 4v4M12 8l-6 5M12 8l6 5M6 13v3M18 13v3M4 16h4v4H4zM16 16h4v4h-4zM10 2h4v2h-4z',
  jobs: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  status: 'M3 12h4l3-7 4 14 3-7h4',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19',
  dark: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z',
  signOut: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  close: 'M6 6l12 12M18 6L6 18',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  back: 'M15 5l-7 7 7 7',
};

export type IconName = keyof typeof icons;
