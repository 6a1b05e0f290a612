import type {
  Entity,
  EntityBaseline,
  EntityMeasures,
  EntityPage,
  EntityProfile,
  EntityTimeline,
  RelatedEntities,
} from './entities.types.js';

const exampleEntity: Entity = {
  value: '203.0.113.7',
  label: '',
  requests: 100,
  first_seen: '2026-11-22T14:03:21.482913Z',
  last_seen: '2026-11-22T14:04:40.112000Z',
  not_found: 97,
  refused: 0,
  server_errors: 0,
  posts: 0,
  sensitive_paths: 61,
  correlated_share: 1,
  browser_share: 0,
  bytes_out: 19_600,
  distinct: { ips: 1, ja4s: 1, hosts: 1, user_agents: 1 },
};

export const examplePage: EntityPage = {
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  items: [exampleEntity],
  next_cursor: null,
};

export const exampleProfile: EntityProfile = {
  type: 'ip',
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  value: '203.0.113.7',
  label: '',
  requests: 100,
  first_seen: '2026-11-22T14:03:21.482913Z',
  last_seen: '2026-11-22T14:04:40.112000Z',
  not_found: 97,
  refused: 0,
  server_errors: 0,
  posts: 0,
  sensitive_paths: 61,
  correlated_share: 1,
  browser_share: 0,
  bytes_out: 19_600,
  distinct: { ips: 1, ja4s: 1, hosts: 1, user_agents: 1 },
  network: { asn: 64496, as_name: 'Example Networks', country: 'NL' },
  open_detections: 1,
  worst_level: 'critical',
};

export const exampleTimeline: EntityTimeline = {
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  bucket_seconds: 3600,
  items: [
    {
      time: '2026-11-22T14:00:00.000000Z',
      requests: 100,
      ips: 1,
      not_found: 97,
      refused: 0,
      server_errors: 0,
      previous_requests: null,
    },
  ],
};

export const exampleRelated: RelatedEntities = {
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  requests_read: 100,
  items: [
    {
      attribute: 'user_agent',
      distinct: 1,
      items: [
        {
          value: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
          requests: 100,
          share: 1,
          label: '',
          first_seen: '2026-11-22T14:03:21.482913Z',
          last_seen: '2026-11-22T14:04:40.112000Z',
        },
      ],
    },
  ],
};

const exampleMeasures: EntityMeasures = {
  requests: 100,
  ips: 1,
  ja4s: 1,
  hosts: 1,
  user_agents: 1,
  posts: 0,
  sensitive_paths: 61,
  refused: 0,
  not_found: 97,
  server_errors: 0,
  bytes_out: 19_600,
  correlated_share: 1,
  browser_share: 0,
};
const nothing: EntityMeasures = {
  requests: 0,
  ips: 0,
  ja4s: 0,
  hosts: 0,
  user_agents: 0,
  posts: 0,
  sensitive_paths: 0,
  refused: 0,
  not_found: 0,
  server_errors: 0,
  bytes_out: 0,
  correlated_share: null,
  browser_share: null,
};

export const exampleBaseline: EntityBaseline = {
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  current: exampleMeasures,
  previous: nothing,
  yesterday: nothing,
  last_week: null,
};
