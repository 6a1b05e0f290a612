import { formatWhole } from '#lib/format.ts';

export const table = {
  all: (count: number) => `${formatWhole(count)} ${count < 2 ? 'ligne' : 'lignes'}, toutes`,
  some: (count: number, total: number | undefined) =>
    `${formatWhole(count)} lignes${total === undefined ? '' : ` sur ${formatWhole(total)}`} ; défilez pour la suite`,
  full: (most: string) => `Les ${most} premières lignes. Précisez la recherche, ou exportez-la.`,
};

export const chart = {
  label: (what: string) => `${what}. Les flèches lisent les nombres, Entrée zoome ; le tableau dessous les a tous.`,
  hint: 'Tracez sur une période pour zoomer',
  table: 'En tableau',
  time: 'Heure',
};
