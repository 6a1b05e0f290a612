import type { CorrelationReport, CorrelationRun } from './correlation.types.js';

export const exampleRun: CorrelationRun = {
  batch_id: '0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11',
  state: 'correlated',
  join_no: 1048581,
  requests: 5000,
  matched: 4890,
};

export const exampleReport: CorrelationReport = {
  from: '2026-11-22T10:00:00.000000Z',
  to: '2026-11-23T10:00:00.000000Z',
  requests: 120_000,
  correlated: 110_400,
  match_rate: 0.96,
  orphans: [
    { reason: 'plain_http', requests: 5000 },
    { reason: 'no_handshake', requests: 4600 },
  ],
  sensors: [
    {
      sensor_id: 'web-1',
      requests: 120_000,
      correlated: 110_400,
      match_rate: 0.96,
      handshake_age_ms: 41,
      skew_ms: 2.1,
      lag_ms: 950,
      lag_p95_ms: 2100,
    },
  ],
  hours: [{ time: '2026-11-22T10:00:00Z', requests: 5012, correlated: 4810, match_rate: 0.96 }],
};
