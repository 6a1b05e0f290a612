import { exampleDetection } from '../detections/detections.example.js';
import type { InvestigationSummary } from './investigations.types.js';

export const exampleSummary: InvestigationSummary = {
  client_ip: '203.0.113.7',
  from: '2026-11-16T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  risk: {
    score: 50,
    level: 'high',
    parts: [
      {
        key: 'open-detections',
        weight: 35,
        value: 1,
        points: 35,
        detail: 'Detections that are not closed: 1.',
        message: { key: 'risk.open-detections', values: { detections: '1' } },
      },
      {
        key: 'scanning',
        weight: 10,
        value: 1,
        points: 10,
        detail: 'Requests for what scanners look for: 61.',
        message: { key: 'risk.scanning', values: { requests: '61' } },
      },
    ],
  },
  activity: {
    requests: 100,
    first_seen: '2026-11-22T14:03:21.482913Z',
    last_seen: '2026-11-22T14:04:40.112000Z',
    active_hours: 1,
    hosts: 1,
    ja4s: 1,
    ja4_families: 1,
    sensitive_paths: 61,
    login_posts: 0,
    login_refused: 0,
    not_found: 97,
    refused: 0,
    server_errors: 0,
  },
  identity: { browser_claims: 0, false_claims: 0, stack_claims: 100, stack_mismatches: 0 },
  anomaly: { scored_hours: 1, worst_score: 0.61, worst_percentile: null },
  asn: 64496,
  as_name: 'Example Networks',
  country: 'NL',
  known_prefixes: [],
  labels: [],
  open_detections: [exampleDetection],
  related: [
    {
      attribute: 'ja4',
      distinct: 1,
      items: [
        {
          value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
          requests: 100,
          share: 1,
          label: '',
          first_seen: '2026-11-22T14:03:21.482913Z',
          last_seen: '2026-11-22T14:04:40.112000Z',
        },
      ],
    },
  ],
};
