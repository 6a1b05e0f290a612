import type { Detection } from './detections.types.js';

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
      detail: '61 of 100 requests ask for paths that scanners look for, like /.env',
      feature: 'sensitive_path_ratio',
      value: 0.61,
      expected: 0,
    },
  ],
  status: 'open',
  assignee: '',
  comment: '',
  version: 1,
  created_at: '2026-11-22T15:05:00.120Z',
  updated_at: '2026-11-22T15:05:00.120Z',
  updated_by: 'workers',
  closed_at: null,
};
