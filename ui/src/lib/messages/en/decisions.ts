import { formatWhole } from '#lib/format.ts';

export const decisions = {
  add: 'Block an address',
  block: 'Block',
  address: 'Address or CIDR block',
  addressHelp: 'Handed out to firewalls and bouncers within seconds.',
  reason: 'Reason',
  made: (value: string) => `${value} is blocked.`,
  unblock: 'Take back',
  unblockSure: 'Take this block back?',
  unblocked: (value: string) => `${value} is not blocked any more.`,
  state: { active: 'Active', ended: 'Ended', any: 'All' },
  stateLabel: 'State',
  origin: { detection: 'Detection', rule: 'Rule', manual: 'By hand' },
  originLabel: 'Origin',
  allOrigins: 'All origins',
  columns: { value: 'Address', origin: 'Origin', reason: 'Reason', expires: 'Ends', created: 'Made' },
  parts: (count: number) =>
    `${formatWhole(count)} ${count === 1 ? 'part' : 'parts'} of it: the rest is on the allow list`,
  empty: 'Nothing is blocked',
  emptyDetail: 'Detections of level critical, deny rules and people put addresses here.',
  list: 'Block list as text',
  listName: 'blocklist.txt',
};
