import { formatWhole } from '#lib/format.ts';

export const table = {
  all: (count: number) => `${formatWhole(count)} ${count === 1 ? 'row' : 'rows'}, all of them`,
  some: (count: number, total: number | undefined) =>
    `${formatWhole(count)} rows${total === undefined ? '' : ` of ${formatWhole(total)}`}; scroll for more`,
  full: (most: string) => `The first ${most} rows. Narrow the search, or export it.`,
};

export const chart = {
  label: (what: string) => `${what}. Arrow keys read the numbers, Enter zooms in; the table below has them all.`,
  hint: 'Draw over a time to zoom in',
  table: 'As a table',
  time: 'Time',
};
