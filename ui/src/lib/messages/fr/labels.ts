import { formatWhole } from '#lib/format.ts';

export const labels = {
  add: 'Ajouter une étiquette',
  save: "Ajouter l'étiquette",
  what: "C'est",
  names: { bot: 'Robot', legitimate: 'Légitime', suspicious: 'Suspect' },
  effects: {
    bot: 'Ses détections passent au niveau critique.',
    legitimate: 'Ses détections sont tenues hors des listes.',
    suspicious: 'Ses détections passent au moins au niveau élevé.',
  },
  subject: 'Ce qui est étiqueté',
  subjects: { address: 'Adresse ou bloc', ja4: 'JA4', detection: 'Détection' },
  value: 'Adresse, bloc CIDR, JA4 ou identifiant',
  columns: { label: 'Étiquette', subject: 'Quoi', comment: 'Commentaire', expires: 'Prend fin', created: 'Faite' },
  all: 'Toutes',
  filter: 'Étiquette',
  empty: 'Aucune étiquette',
  emptyDetail: "Étiquetez une adresse, un JA4 ou une détection : ce qu'on en sait décide alors.",
  suggestions: 'Mériteraient une étiquette',
  suggestionsDetail: 'Un mot sur ceux-ci en dirait long.',
  noSuggestions: 'Rien ne ressort.',
  accept: (label: string) => `Étiqueter comme ${label.toLowerCase()}`,
  labelled: (count: number) => `${formatWhole(count)} ${count === 1 ? 'adresse étiquetée' : 'adresses étiquetées'}.`,
};
