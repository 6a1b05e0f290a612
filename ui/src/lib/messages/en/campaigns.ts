import { formatWhole } from '#lib/format.ts';

const of = (shared: number, all: number): string => `${formatWhole(shared)} of ${formatWhole(all)} addresses`;

export const campaigns = {
  columns: {
    level: 'Level',
    name: 'Campaign',
    members: 'Addresses',
    requests: 'Requests',
    score: 'Score',
    hosts: 'Hosts',
    seen: 'Last seen',
    status: 'Status',
  },
  empty: 'No campaign',
  emptyDetail: 'The detector puts addresses together that act alike.',
  back: 'Campaigns',
  why: 'What its members share',
  evidence: {
    ja4: (shared: number, all: number) => `${of(shared, all)} share the handshake`,
    header_order: (shared: number, all: number) => `${of(shared, all)} share the order of headers`,
    path_bucket: (shared: number, all: number) => `${of(shared, all)} share nearly the same paths`,
    leaves: (shared: number, all: number) => `${of(shared, all)} end in the same leaves of the model`,
  },
  facts: 'Facts',
  firstSeen: 'First seen',
  hosts: 'Hosts',
  graph: 'Who shares what',
  graphShown: (shown: number, all: number) =>
    shown < all
      ? `The ${formatWhole(shown)} busiest of ${formatWhole(all)} addresses`
      : `All ${formatWhole(all)} addresses`,
  graphLabel: 'Graph of the addresses and what at least two of them share; the table beside it says the same.',
  graphAway: 'This browser draws no graph (it has no WebGL): the table says the same.',
  graphEmpty: 'Its members share nothing that two of them have.',
  shares: (count: number) => `${formatWhole(count)} ${count === 1 ? 'address' : 'addresses'}`,
  kinds: {
    address: 'Address',
    ja4: 'JA4',
    header_order: 'Header order',
    path_bucket: 'Paths asked for',
    leaves: 'Same place in the model',
    user_agent: 'User-Agent',
    host: 'Host',
    asn: 'Network',
  },
  scatter: 'Members side by side',
  scatterLabel: (x: string, y: string) => `Members by ${x} and ${y}; the list of members has the numbers.`,
  scatterShown: (shown: number, all: number) =>
    shown < all ? `The ${formatWhole(shown)} busiest of ${formatWhole(all)} members` : `${formatWhole(all)} members`,
  scatterEmpty: 'No member has both of these.',
  x: 'To the right',
  y: 'Upwards',
  members: 'Members',
  membersEmpty: 'No member fits',
  memberColumns: {
    client: 'Address',
    ja4: 'JA4',
    host: 'Seen most on',
    requests: 'Requests',
    score: 'Score',
    seen: 'Last seen',
    traits: 'Shares',
  },
  detections: 'Detections of its members',
  labelMembers: (count: number) => `Label ${formatWhole(count)} ${count === 1 ? 'member' : 'members'}`,
  select: (name: string) => `Select ${name}`,
  selectAll: 'All that are shown',
  triage: 'Triage',
  history: 'History',
  historyColumns: { when: 'When', what: 'What', after: 'After it' },
  changes: { created: 'Found', evidence: 'New evidence', reopened: 'Came again', triage: 'Decided' },
};
