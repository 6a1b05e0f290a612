import { formatWhole } from '#lib/format.ts';

export const overview = {
  requests: 'Requêtes',
  clients: 'Adresses clientes',
  matched: 'TLS avec handshake',
  open: 'Détections ouvertes',
  openUrgent: (count: number) => `${formatWhole(count)} critiques ou élevées`,
  points: (value: string) => `${value} points`,
  ja4s: 'JA4 différents',
  errors: 'Réponses 5xx',
  browsers: 'Comme un navigateur',
  changed: 'Ce qui a changé',
  stackBy: 'Par',
  byHandshake: 'Handshake',
  rest: 'Les autres',
  timeline: 'Requêtes au fil du temps',
  correlated: 'Avec handshake',
  orphan: 'Sans',
  refused: 'Refusées (401, 403, 429)',
  emptyTimeline:
    'Aucune requête sur cette période. Choisissez-en une plus longue, ou voyez dans État si les sondes envoient.',
  worst: 'À regarder en premier',
  noDetections: "Rien d'ouvert. Bravo, ou rien n'a encore été évalué.",
  byLevel: 'Détections ouvertes par niveau',
  byReason: 'Requêtes sans handshake, par cause',
  nothing: 'Aucune sur cette période',
};
