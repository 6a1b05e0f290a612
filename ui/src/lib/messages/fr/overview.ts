import { formatWhole } from '#lib/format.ts';

export const overview = {
  requests: 'Requêtes',
  clients: 'Adresses clientes',
  matched: 'Requêtes TLS avec leur handshake',
  open: 'Détections ouvertes',
  openUrgent: (count: number) => `${formatWhole(count)} critiques ou élevées`,
  noBefore: 'aucune avant',
  points: (value: string) => `${value} points`,
  timeline: 'Requêtes au fil du temps',
  correlated: 'Avec handshake',
  orphan: 'Sans',
  refused: 'Réponses 401, 403 ou 429',
  emptyTimeline:
    'Aucune requête sur cette période. Choisissez-en une plus longue, ou voyez dans État si les sondes envoient.',
  worst: 'À regarder en premier',
  noDetections: "Rien d'ouvert. Bravo, ou rien n'a encore été évalué.",
  byLevel: 'Détections ouvertes par niveau',
  byReason: 'Requêtes sans handshake, par cause',
  topJa4: 'JA4 les plus fréquents',
  topHosts: 'Hôtes les plus demandés',
  nothing: 'Aucune sur cette période',
  bucket: (label: string) => `Requêtes du ${label}`,
};
