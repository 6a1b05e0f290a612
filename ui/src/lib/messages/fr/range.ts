import { formatWhole } from '#lib/format.ts';

const units = { m: 'minute', h: 'heure', d: 'jour' };
const last = { m: 'Dernière', h: 'Dernière', d: 'Dernier' };

export const range = {
  label: 'Période',
  last: (count: number, unit: 'm' | 'h' | 'd') =>
    count === 1 ? `${last[unit]} ${units[unit]}` : `${formatWhole(count)} ${last[unit].toLowerCase()}s ${units[unit]}s`,
  since: (from: string) => `Depuis ${from}`,
  between: (from: string, to: string) => `${from} – ${to}`,
  custom: 'Autre période',
  from: 'De',
  to: 'À',
  apply: 'Appliquer',
  compareLabel: 'Comparée à',
  against: { previous: "contre la période d'avant", day: 'contre la veille', week: "contre la semaine d'avant" },
  before: (count: string) => `${count} avant`,
  unchanged: 'inchangé',
  noBefore: 'aucune avant',
  notKept: "période d'avant non conservée",
};
