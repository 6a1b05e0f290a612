import type { Effect } from '../verdicts/verdicts.types.js';
import type { AppliedLabel, Label } from './labels.types.js';

/** The label that the specification shows. */
export const exampleLabel: Label = {
  label_id: '0b0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  label: 'legitimate',
  subject: 'address',
  value: '203.0.113.0/24',
  host: '',
  comment: 'Our monitoring',
  expires_at: null,
  awaits_second: false,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'analyst',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'analyst',
  version: 1,
};

/** What the change of a label or rule did in the specification. */
export const exampleEffect: Effect = {
  suppressed: 3,
  raised: 0,
  released: 0,
  decisions_added: 0,
  decisions_ended: 1,
  job_id: null,
};

export const exampleAppliedLabel: AppliedLabel = {
  label_id: '0b0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  label: 'legitimate',
  subject: 'address',
  value: '203.0.113.0/24',
  host: '',
  comment: 'Our monitoring',
  expires_at: null,
  awaits_second: false,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'analyst',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'analyst',
  version: 1,
  effect: exampleEffect,
};

/** What the removal of a label or rule did. */
export const exampleRemoval: Effect = {
  suppressed: 0,
  raised: 0,
  released: 3,
  decisions_added: 1,
  decisions_ended: 0,
  job_id: null,
};
