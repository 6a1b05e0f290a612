import { formatWhole } from '#lib/format.ts';

const units = { m: 'minute', h: 'hour', d: 'day' };

export const range = {
  label: 'Time range',
  last: (count: number, unit: 'm' | 'h' | 'd') =>
    `Last ${count === 1 ? units[unit] : `${formatWhole(count)} ${units[unit]}s`}`,
  since: (from: string) => `Since ${from}`,
  between: (from: string, to: string) => `${from} – ${to}`,
  custom: 'Own range',
  from: 'From',
  to: 'To',
  apply: 'Apply',
  compareLabel: 'Compared with',
  against: { previous: 'against the time before', day: 'against the day before', week: 'against the week before' },
  before: (count: string) => `${count} before`,
  unchanged: 'unchanged',
  noBefore: 'none before',
  notKept: 'time before not kept',
};
