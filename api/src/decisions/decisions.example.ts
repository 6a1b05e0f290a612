import type { Decision, DecisionRange } from './decisions.types.js';

/** The decision that the specification shows. */
export const exampleDecision: Decision = {
  decision_id: '9d0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  origin: 'detection',
  source_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
  value: '203.0.113.7',
  ranges: ['203.0.113.7'],
  reason:
    'sensitive-path-scanning: 61 requests for paths that scanners look for, such as /.env; 97 of 100 answers were 404',
  created_at: '2026-11-22T15:05:00.320Z',
  created_by: 'detections',
  expires_at: '2026-11-22T18:04:40.112Z',
  ended_at: null,
};

/** One that a person made. */
export const exampleManualDecision: Decision = {
  decision_id: 'a1d7c2c4-93c2-4c36-9b1c-7c1d5d8a9d11',
  origin: 'manual',
  source_id: '',
  value: '203.0.113.0/28',
  ranges: ['203.0.113.0/28'],
  reason: 'ticket 4711',
  created_at: '2026-11-22T15:05:00.320Z',
  created_by: 'analyst',
  expires_at: '2026-11-23T15:00:00.000Z',
  ended_at: null,
};

export const exampleRange: DecisionRange = {
  range: '203.0.113.7',
  decision_id: '9d0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  origin: 'detection',
  reason:
    'sensitive-path-scanning: 61 requests for paths that scanners look for, such as /.env; 97 of 100 answers were 404',
  expires_at: '2026-11-22T18:04:40.112Z',
};
