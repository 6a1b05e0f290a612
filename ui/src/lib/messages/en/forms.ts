import { formatWhole } from '#lib/format.ts';

export const forms = {
  cancel: 'Cancel',
  save: 'Save',
  remove: 'Remove',
  removeSure: 'Remove it?',
  removed: 'Removed.',
  confirm: 'Confirm',
  awaitsSecond: 'Waits for a second person',
  comment: 'Comment',
  host: 'Only on this host',
  hostHelp: 'Everywhere when empty.',
  expires: 'Ends',
  expired: 'ended',
  after: (hours: number) => (hours < 48 ? `After ${hours} h` : `After ${hours / 24} days`),
  never: 'Never',
  ownEnd: 'At a time',
  end: 'End',
  everywhere: 'everywhere',
  by: (name: string) => `by ${name}`,
  conflict: 'Somebody else changed this meanwhile. It was read again; look at it and decide once more.',
  actions: 'Actions',
};

export const effect = {
  none: 'Done. No stored detection changes by it.',
  done: (parts: string[]) => `Done: ${parts.join(', ')}.`,
  job: (id: string) => `Done. Job ${id} goes through the stored detections.`,
  suppressed: (count: number) => `${formatWhole(count)} suppressed`,
  raised: (count: number) => `${formatWhole(count)} raised`,
  released: (count: number) => `${formatWhole(count)} as they were found again`,
  decisions_added: (count: number) => `${formatWhole(count)} ${count === 1 ? 'block' : 'blocks'} added`,
  decisions_ended: (count: number) => `${formatWhole(count)} ${count === 1 ? 'block' : 'blocks'} ended`,
};
