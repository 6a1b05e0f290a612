import { formatWhole } from '#lib/format.ts';

export const decisions = {
  add: 'Bloquer une adresse',
  block: 'Bloquer',
  address: 'Adresse ou bloc CIDR',
  addressHelp: 'Transmise aux pare-feu et bouncers en quelques secondes.',
  reason: 'Raison',
  made: (value: string) => `${value} est bloquée.`,
  unblock: 'Lever',
  unblockSure: 'Lever ce blocage ?',
  unblocked: (value: string) => `${value} n'est plus bloquée.`,
  state: { active: 'En vigueur', ended: 'Terminés', any: 'Tous' },
  stateLabel: 'État',
  origin: { detection: 'Détection', rule: 'Règle', manual: 'À la main' },
  originLabel: 'Origine',
  allOrigins: 'Toutes les origines',
  columns: { value: 'Adresse', origin: 'Origine', reason: 'Raison', expires: 'Prend fin', created: 'Fait' },
  parts: (count: number) =>
    `${formatWhole(count)} ${count === 1 ? 'partie' : 'parties'} : le reste est sur la liste blanche`,
  empty: "Rien n'est bloqué",
  emptyDetail: 'Les détections de niveau critique, les règles de refus et les personnes mettent des adresses ici.',
  list: 'Liste de blocage en texte',
  listName: 'blocklist.txt',
};
