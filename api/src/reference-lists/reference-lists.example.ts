import type { ReferenceList } from './reference-lists.types.js';

export const exampleList: ReferenceList = {
  list: 'asn',
  kind: 'asn',
  source: 'iptoasn.com',
  licence: 'PDDL 1.0',
  data_time: '2026-11-20T00:00:00.000Z',
  age_days: 3,
  checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  entries: 732482,
  imported_at: '2026-11-23T08:00:00.000Z',
  imported_by: 'admin',
  in_force: true,
};
