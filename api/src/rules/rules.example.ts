import { exampleEffect } from '../labels/labels.example.js';
import type { AppliedRule, Rule } from './rules.types.js';

/** The rule that the specification shows. */
export const exampleRule: Rule = {
  rule_id: '7d0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  kind: 'allow',
  field: 'address',
  value: '192.0.2.0/28',
  host: '',
  min_score: null,
  duration_s: null,
  comment: 'Head office',
  expires_at: null,
  awaits_second: false,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'analyst',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'analyst',
  version: 1,
};

export const exampleAppliedRule: AppliedRule = {
  rule_id: '7d0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  kind: 'allow',
  field: 'address',
  value: '192.0.2.0/28',
  host: '',
  min_score: null,
  duration_s: null,
  comment: 'Head office',
  expires_at: null,
  awaits_second: false,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'analyst',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'analyst',
  version: 1,
  effect: exampleEffect,
};
