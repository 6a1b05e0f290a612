import { formatWhole } from '#lib/format.ts';

export const labels = {
  add: 'Add a label',
  save: 'Add the label',
  what: 'It is',
  names: { bot: 'Bot', legitimate: 'Legitimate', suspicious: 'Suspicious' },
  effects: {
    bot: 'Detections of it are raised to critical.',
    legitimate: 'Detections of it are kept out of lists.',
    suspicious: 'Detections of it are raised to high at least.',
  },
  subject: 'What is labelled',
  subjects: { address: 'Address or block', ja4: 'JA4', detection: 'Detection' },
  value: 'Address, CIDR block, JA4 or id',
  columns: { label: 'Label', subject: 'What', comment: 'Comment', expires: 'Ends', created: 'Made' },
  all: 'All labels',
  filter: 'Label',
  empty: 'No label',
  emptyDetail: 'Label an address, a JA4 or a detection: what is known about it then decides.',
  suggestions: 'Worth a label',
  suggestionsDetail: 'One word about these would say much.',
  noSuggestions: 'Nothing stands out.',
  labelled: (count: number) => `${formatWhole(count)} ${count === 1 ? 'address' : 'addresses'} labelled.`,
  accept: (label: string) => `Label as ${label.toLowerCase()}`,
};
