import type { Search } from './searches.types.js';

/** The saved search that the specification shows. */
export const exampleSearch: Search = {
  search_id: '4a0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'Scanners of the shop',
  page: 'detections',
  query: { host: 'shop.example', reason: 'sensitive-path-scanning' },
  shared: true,
  is_default: false,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'analyst',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'analyst',
  version: 1,
};
