/** What one can do with any value. */
export const pivot = {
  label: 'What to do with this value',
  open: 'More with this value (.)',
  empty: '(empty)',
  entity: 'Open its page',
  filterIn: 'Filter in: only this',
  filterOut: 'Filter out: all but this',
  copy: 'Copy',
};
