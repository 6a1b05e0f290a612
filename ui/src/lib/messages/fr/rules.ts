import { formatDecimal, formatWhole } from '#lib/format.ts';

import type { Schemas } from '@ja4-platform/sdk';

export const rules = {
  add: 'Ajouter une règle',
  save: 'Ajouter la règle',
  kind: 'Genre',
  kinds: { allow: 'Écarter', deny: 'Refuser', detect: 'Seuil', block: "Bloquer à partir d'un score" },
  effects: {
    allow: 'Ses détections sont tenues hors des listes, et ses adresses ne sont jamais données à bloquer.',
    deny: 'Ses détections sont relevées, et ses adresses sont bloquées.',
    detect: 'Les détections sous ce score sont tenues hors des listes.',
    block: 'Les adresses qui ont une détection à partir de ce score sont bloquées pour quelque temps.',
  },
  field: 'Ce dont elle parle',
  fields: {
    address: 'Adresse ou bloc',
    ja4: 'JA4',
    asn: 'Réseau (ASN)',
    country: 'Pays',
    user_agent: 'User-Agent',
    host: 'Hôte',
  },
  value: 'Valeur',
  minScore: 'Score, de 0 à 1',
  duration: 'Heures après la dernière vue',
  dryRun: 'Que ferait-elle ?',
  would: (trial: Schemas['RuleTrialResult']) =>
    [
      `À présent elle écarterait ${formatWhole(trial.suppressed)}, relèverait ${formatWhole(trial.raised)} et rendrait ${formatWhole(trial.released)} détections`,
      ...(trial.blocked_addresses === null ? [] : [`bloquerait ${formatWhole(trial.blocked_addresses)} adresses`]),
      `elle parle de ${formatWhole(trial.addresses)} adresses et de ${formatWhole(trial.requests)} requêtes des dernières 24 heures.`,
    ].join(' ; '),
  columns: { kind: 'Genre', what: 'Quoi', comment: 'Commentaire', expires: 'Prend fin', created: 'Faite' },
  from: (score: number) => `score à partir de ${formatDecimal(score)}`,
  below: (score: number) => `score sous ${formatDecimal(score)}`,
  lasts: (text: string) => `pour ${text}`,
  all: 'Toutes',
  filter: 'Genre',
  empty: 'Aucune règle',
  emptyDetail:
    'Les règles écartent ce que vous connaissez, refusent ce dont vous ne voulez pas, et disent à partir de quel score bloquer.',
};
