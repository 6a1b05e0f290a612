import type { DetectionBulk } from './bulk.types.js';
import type { Detection } from './detections.types.js';
import type { Explanation } from './explanation.types.js';
import type { DetectionFacets } from './facets.types.js';
import type { DetectionHistory } from './triage.types.js';

/** The detection that the specification shows. */
export const exampleDetection: Detection = {
  detection_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
  key: 'evidence|203.0.113.7|shop.example',
  kind: 'evidence',
  client_ip: '203.0.113.7',
  ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
  host: 'shop.example',
  first_seen: '2026-11-22T14:03:21.482913Z',
  last_seen: '2026-11-22T14:04:40.112000Z',
  requests: 100,
  requests_by_hour: {},
  score: 0.95,
  level: 'critical',
  found_level: 'critical',
  verdict: '',
  verdict_by: '',
  model_id: null,
  reasons: [
    {
      key: 'sensitive-path-scanning',
      severity: 'critical',
      detail: '61 requests for paths that scanners look for, such as /.env; 97 of 100 answers were 404',
      feature: 'sensitive_path_ratio',
      value: 0.61,
      expected: 0,
      message: {
        key: 'sensitive-path-scanning',
        values: { sensitive: '61', paths: '/.env', notFound: '97', requests: '100' },
      },
    },
  ],
  status: 'open',
  assignee: '',
  comment: '',
  version: 1,
  created_at: '2026-11-22T15:05:00.120Z',
  updated_at: '2026-11-22T15:05:00.120Z',
  updated_by: 'workers',
  change: 'created',
  bulk_id: null,
  merged_into: null,
  closed_at: null,
};

export const exampleFacets: DetectionFacets = {
  total: 12,
  facets: [
    {
      name: 'reason',
      values: 2,
      items: [
        {
          value: 'sensitive-path-scanning',
          count: 9,
          level: 'critical',
          score: 0.98,
          clients: 9,
          last_seen: '2026-11-22T15:02:11.000000Z',
        },
        {
          value: 'login-bruteforce',
          count: 3,
          level: 'high',
          score: 0.83,
          clients: 2,
          last_seen: '2026-11-22T14:40:57.000000Z',
        },
      ],
    },
  ],
};

export const exampleHistory: DetectionHistory = {
  items: [
    {
      version: 2,
      changed_at: '2026-11-22T15:10:02.119Z',
      changed_by: 'analyst-1',
      change: 'triage',
      bulk_id: null,
      changed: ['status', 'assignee'],
      status: 'acknowledged',
      assignee: 'analyst-1',
      comment: '',
      level: 'critical',
      verdict: '',
      score: 0.95,
      requests: 100,
      last_seen: '2026-11-22T14:04:40.112000Z',
      reasons: ['sensitive-path-scanning'],
    },
  ],
  next_cursor: null,
};

export const exampleBulk: DetectionBulk = {
  bulk_id: '9a4b1c3e-5f57-4f0e-9f43-0d6f3a5c7e21',
  created_at: '2026-11-22T15:12:00.000Z',
  created_by: 'analyst-1',
  selection: { filters: { reason: 'sensitive-path-scanning', status: ['open'] } },
  change: { status: 'acknowledged' },
  matched: 40,
  undone_at: null,
  undone_by: '',
  reverted: null,
};

export const exampleExplanation: Explanation = {
  detection_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
  reasons: [
    {
      key: 'sensitive-path-scanning',
      severity: 'critical',
      detail: '61 requests for paths that scanners look for, such as /.env; 97 of 100 answers were 404',
      feature: 'sensitive_path_ratio',
      value: 0.61,
      expected: 0,
      message: {
        key: 'sensitive-path-scanning',
        values: { sensitive: '61', paths: '/.env', notFound: '97', requests: '100' },
      },
      page: '/docs/reasons/sensitive-path-scanning',
    },
  ],
  hour: '2026-11-22T14:00:00Z',
  ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
  score: 0.87,
  percentile: 0.999,
  model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11',
  baseline: 0.41,
  normal_without: ['not_found_ratio'],
  population_rows: 312,
  features: [
    {
      name: 'not_found_ratio',
      description: 'answers 404',
      unit: 'ratio',
      direction: 1,
      value: 0.97,
      contribution: 0.21,
      p05: 0,
      median: 0.01,
      p95: 0.12,
      below: 0.996,
      p_value: 0.002,
    },
  ],
};
