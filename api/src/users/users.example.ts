import type { User, UserWithPassword } from './users.types.js';

/** The person that the specification shows. */
export const exampleUser: User = {
  user_id: '0b1d6a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  login: 'analyst-1',
  role: 'analyst',
  must_change_password: false,
  created_at: '2026-11-20T08:00:00.000Z',
  created_by: 'admin',
  updated_at: '2026-11-20T08:05:00.000Z',
  updated_by: 'analyst-1',
  disabled_at: null,
  last_used_at: '2026-11-22T15:10:02.119Z',
  last_address: '203.0.113.9',
  version: 2,
};

/** A person whose password was just made. */
export const exampleUserWithPassword: UserWithPassword = {
  user_id: '0b1d6a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  login: 'analyst-1',
  role: 'analyst',
  must_change_password: true,
  created_at: '2026-11-20T08:00:00.000Z',
  created_by: 'admin',
  updated_at: '2026-11-20T08:05:00.000Z',
  updated_by: 'analyst-1',
  disabled_at: null,
  last_used_at: '2026-11-22T15:10:02.119Z',
  last_address: '203.0.113.9',
  version: 2,
  password: 'p7Wz3nN0sL4kQ9xYb2Ed',
};
