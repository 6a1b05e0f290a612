import type { Schemas } from '@ja4-platform/sdk';
import type { IconName } from '#lib/icons.ts';
import type { Messages } from '#lib/messages.ts';

/** A page of the dashboard: `name` is its icon, and its words in the catalogue. */
export interface NavigationPage {
  name: IconName & keyof Messages['nav'];
  path: string;
  scope: Schemas['Scope'];
}

/** Every page that one can go to, in the order of the work: what happens, who it is, why, what to do, and how it all runs. */
export const navigation: { group: keyof Messages['navGroups']; pages: NavigationPage[] }[] = [
  {
    group: 'watch',
    pages: [
      { name: 'overview', path: '/', scope: 'entities:read' },
      { name: 'detections', path: '/detections', scope: 'detections:read' },
      { name: 'campaigns', path: '/campaigns', scope: 'detections:read' },
      { name: 'requests', path: '/requests', scope: 'requests:read' },
    ],
  },
  {
    group: 'investigate',
    pages: [
      { name: 'entities', path: '/entities/ip', scope: 'entities:read' },
      { name: 'fingerprints', path: '/fingerprints', scope: 'fingerprints:read' },
      { name: 'bruteforce', path: '/bruteforce', scope: 'detections:read' },
      { name: 'rotation', path: '/rotation', scope: 'detections:read' },
      { name: 'compare', path: '/compare', scope: 'entities:read' },
      { name: 'heatmap', path: '/heatmap', scope: 'entities:read' },
    ],
  },
  {
    group: 'decide',
    pages: [
      { name: 'labels', path: '/labels', scope: 'labels:read' },
      { name: 'rules', path: '/rules', scope: 'rules:read' },
      { name: 'decisions', path: '/decisions', scope: 'decisions:read' },
      { name: 'searches', path: '/searches', scope: 'searches:read' },
    ],
  },
  {
    group: 'detector',
    pages: [
      { name: 'models', path: '/models', scope: 'models:read' },
      { name: 'jobs', path: '/jobs', scope: 'jobs:read' },
    ],
  },
  {
    group: 'platform',
    pages: [
      { name: 'sensors', path: '/sensors', scope: 'sensors:read' },
      { name: 'lists', path: '/lists', scope: 'lists:read' },
      { name: 'status', path: '/status', scope: 'status:read' },
      { name: 'users', path: '/users', scope: 'users:admin' },
      { name: 'keys', path: '/keys', scope: 'keys:admin' },
      { name: 'audit', path: '/audit', scope: 'audit:read' },
    ],
  },
];

/** Returns whether a page of the navigation is the one that a path is part of. */
export function isPageOf(path: string, pathname: string): boolean {
  const top = `/${path.split('/')[1] ?? ''}`;
  return top === '/' ? pathname === '/' : pathname === top || pathname.startsWith(`${top}/`);
}
