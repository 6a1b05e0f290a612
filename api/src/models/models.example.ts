import type { Model } from './models.types.js';

/** The model that the specification shows. */
export const exampleModel: Model = {
  model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11',
  state: 'champion',
  algorithm: 'isolation-forest',
  feature_version: 1,
  features: ['requests', 'peak_minute', 'gap_median'],
  parameters: { trees: 300, sample_size: 1024 },
  metrics: { anomaly_rate: 0.011 },
  thresholds: { p50: 0.41, p99: 0.62, high: 0.66, critical: 0.74 },
  trained_from: '2026-11-15T00:00:00Z',
  trained_to: '2026-11-22T00:00:00Z',
  rows: 21050,
  seed: 7,
  checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  artifact_bytes: 210044,
  created_at: '2026-11-22T15:00:04.700Z',
  created_by: 'workers',
  promoted_at: '2026-11-22T15:00:04.790Z',
  parent_id: null,
  replaced_id: null,
};
