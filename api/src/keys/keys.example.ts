import type { ApiKey, CreatedApiKey } from './keys.types.js';

/** The key that the specification shows. */
export const exampleKey: ApiKey = {
  key_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SIEM',
  kind: 'reader',
  scopes: ['requests:read'],
  sensor_id: null,
  created_at: '2026-11-23T08:00:00.000Z',
  created_by: 'admin',
  expires_at: null,
  revoked_at: null,
  last_used_at: '2026-11-23T09:30:00.000Z',
  last_address: '203.0.113.40',
};

/** A key that was just made. */
export const exampleCreatedKey: CreatedApiKey = {
  key_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SIEM',
  kind: 'reader',
  scopes: ['requests:read'],
  sensor_id: null,
  created_at: '2026-11-23T08:00:00.000Z',
  created_by: 'admin',
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  last_address: null,
  key: 'ja4_reader_...',
};
