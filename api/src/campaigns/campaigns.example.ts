import type { Campaign, CampaignMember } from './campaigns.types.js';
import type { CampaignGraph, CampaignScatter, CampaignVersion } from './views.types.js';

/** The campaign that the specification shows. */
export const exampleCampaign: Campaign = {
  campaign_id: '0f9d7a4b-5a3c-5c61-8f4e-2b6d1c9e7a30',
  key: 'ja4:t13d1311h2_f57a46bbacb6_ab7e3b40a677|path_bucket:41',
  name: 'credential stuffing on shop.example',
  first_seen: '2026-11-22T13:02:11.000000Z',
  last_seen: '2026-11-22T14:04:40.112000Z',
  members: 812,
  requests: 2411,
  score: 0.97,
  level: 'critical',
  hosts: ['shop.example'],
  evidence: [
    {
      trait: 'ja4',
      value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
      members: 812,
      detail: 'one handshake from 812 addresses of 40 networks',
    },
  ],
  status: 'open',
  comment: '',
  created_at: '2026-11-22T13:10:00.120Z',
  updated_at: '2026-11-22T14:05:00.120Z',
  updated_by: 'workers',
  change: 'evidence',
  version: 12,
};

export const exampleMember: CampaignMember = {
  client_ip: '203.0.113.7',
  ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
  host: 'shop.example',
  first_seen: '2026-11-22T14:03:21.482913Z',
  last_seen: '2026-11-22T14:04:40.112000Z',
  requests: 3,
  score: 0.71,
  traits: [{ trait: 'ja4', value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677' }],
  measures: { login_post_ratio: 1 },
};

export const exampleGraph: CampaignGraph = {
  members: 812,
  shown: 2,
  nodes: [
    { id: '203.0.113.7', kind: 'address', label: '203.0.113.7', weight: 3 },
    { id: '203.0.113.9', kind: 'address', label: '203.0.113.9', weight: 2 },
    { id: 'path_bucket:41', kind: 'path_bucket', label: '41', weight: 2 },
  ],
  edges: [
    { from: '203.0.113.7', to: 'path_bucket:41' },
    { from: '203.0.113.9', to: 'path_bucket:41' },
  ],
};

export const exampleScatter: CampaignScatter = {
  x: 'requests',
  y: 'score',
  measures: ['requests', 'score', 'first_seen', 'last_seen', 'login_post_ratio'],
  total: 812,
  points: [{ client_ip: '203.0.113.7', ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677', x: 3, y: 0.71 }],
};

export const exampleVersion: CampaignVersion = {
  version: 12,
  updated_at: '2026-11-22T14:05:00.120Z',
  updated_by: 'workers',
  change: 'evidence',
  members: 812,
  requests: 2411,
  score: 0.97,
  level: 'critical',
  status: 'open',
  comment: '',
  last_seen: '2026-11-22T14:04:40.112000Z',
};
