import { formatWhole } from '#lib/format.ts';

export const overview = {
  requests: 'Requests',
  clients: 'Client addresses',
  matched: 'TLS requests with their handshake',
  open: 'Open detections',
  openUrgent: (count: number) => `${formatWhole(count)} critical or high`,
  noBefore: 'none before',
  points: (value: string) => `${value} points`,
  timeline: 'Requests over time',
  correlated: 'With handshake',
  orphan: 'Without',
  refused: 'Answered 401, 403 or 429',
  emptyTimeline: 'No requests in this time. Choose a longer one, or see in Status whether the sensors send.',
  worst: 'Look at these first',
  noDetections: 'Nothing open. Well done, or nothing was scored yet.',
  byLevel: 'Open detections by level',
  byReason: 'Requests without a handshake, by reason',
  topJa4: 'JA4 with most requests',
  topHosts: 'Hosts with most requests',
  nothing: 'None in this time',
  bucket: (label: string) => `Requests of ${label}`,
};
