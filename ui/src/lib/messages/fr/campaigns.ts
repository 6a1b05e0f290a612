import { formatWhole } from '#lib/format.ts';

const of = (shared: number, all: number): string => `${formatWhole(shared)} adresses sur ${formatWhole(all)}`;

export const campaigns = {
  columns: {
    level: 'Niveau',
    name: 'Campagne',
    members: 'Adresses',
    requests: 'Requêtes',
    score: 'Score',
    hosts: 'Hôtes',
    seen: 'Vue',
    status: 'Statut',
  },
  empty: 'Aucune campagne',
  emptyDetail: 'Le détecteur réunit les adresses qui agissent de même.',
  back: 'Campagnes',
  why: 'Ce que ses membres partagent',
  evidence: {
    ja4: (shared: number, all: number) => `${of(shared, all)} partagent le handshake`,
    header_order: (shared: number, all: number) => `${of(shared, all)} partagent l'ordre des en-têtes`,
    path_bucket: (shared: number, all: number) => `${of(shared, all)} partagent presque les mêmes chemins`,
    leaves: (shared: number, all: number) => `${of(shared, all)} finissent dans les mêmes feuilles du modèle`,
  },
  facts: 'Faits',
  firstSeen: 'Vue pour la première fois',
  hosts: 'Hôtes',
  graph: 'Qui partage quoi',
  graphShown: (shown: number, all: number) =>
    shown < all
      ? `Les ${formatWhole(shown)} adresses les plus actives sur ${formatWhole(all)}`
      : `Les ${formatWhole(all)} adresses`,
  graphLabel: "Graphe des adresses et de ce que deux d'entre elles au moins partagent ; le tableau à côté dit de même.",
  graphAway: 'Ce navigateur ne dessine pas de graphe (sans WebGL) : le tableau dit de même.',
  graphEmpty: 'Ses membres ne partagent rien à deux.',
  shares: (count: number) => `${formatWhole(count)} ${count === 1 ? 'adresse' : 'adresses'}`,
  kinds: {
    address: 'Adresse',
    ja4: 'JA4',
    header_order: 'Ordre des en-têtes',
    path_bucket: 'Chemins demandés',
    leaves: 'Même place dans le modèle',
    user_agent: 'User-Agent',
    host: 'Hôte',
    asn: 'Réseau',
  },
  scatter: 'Les membres côte à côte',
  scatterLabel: (x: string, y: string) => `Membres selon ${x} et ${y} ; la liste des membres a les nombres.`,
  scatterShown: (shown: number, all: number) =>
    shown < all ? `Les ${formatWhole(shown)} plus actifs sur ${formatWhole(all)}` : `${formatWhole(all)} membres`,
  scatterEmpty: "Aucun membre n'a les deux.",
  x: 'Vers la droite',
  y: 'Vers le haut',
  members: 'Membres',
  membersEmpty: 'Aucun membre',
  memberColumns: {
    client: 'Adresse',
    ja4: 'JA4',
    host: 'Vu surtout sur',
    requests: 'Requêtes',
    score: 'Score',
    seen: 'Vu',
    traits: 'Partage',
  },
  detections: 'Détections de ses membres',
  labelMembers: (count: number) => `Étiqueter ${formatWhole(count)} ${count === 1 ? 'membre' : 'membres'}`,
  select: (name: string) => `Choisir ${name}`,
  selectAll: 'Tous ceux qui sont montrés',
  triage: 'Triage',
  history: 'Historique',
  historyColumns: { when: 'Quand', what: 'Quoi', after: 'Ensuite' },
  changes: { created: 'Trouvée', evidence: 'Nouvelles preuves', reopened: 'Revenue', triage: 'Décidée' },
};
