import { formatWhole } from '#lib/format.ts';

export const forms = {
  cancel: 'Annuler',
  save: 'Enregistrer',
  remove: 'Retirer',
  removeSure: 'Le retirer ?',
  removed: 'Retiré.',
  confirm: 'Confirmer',
  awaitsSecond: 'Attend une deuxième personne',
  comment: 'Commentaire',
  host: 'Seulement sur cet hôte',
  hostHelp: 'Partout si vide.',
  expires: 'Prend fin',
  expired: 'terminé',
  after: (hours: number) => (hours < 48 ? `Après ${hours} h` : `Après ${hours / 24} jours`),
  never: 'Jamais',
  ownEnd: 'À une date',
  end: 'Fin',
  everywhere: 'partout',
  by: (name: string) => `par ${name}`,
  conflict: "Quelqu'un d'autre a changé cela entre-temps. C'est relu ; regardez et décidez à nouveau.",
  actions: 'Actions',
};

const blocks = (count: number): string => `${formatWhole(count)} ${count === 1 ? 'blocage' : 'blocages'}`;

export const effect = {
  none: "C'est fait. Aucune détection enregistrée ne change.",
  done: (parts: string[]) => `C'est fait : ${parts.join(', ')}.`,
  job: (id: string) => `C'est fait. La tâche ${id} parcourt les détections enregistrées.`,
  suppressed: (count: number) => `${formatWhole(count)} écartées`,
  raised: (count: number) => `${formatWhole(count)} relevées`,
  released: (count: number) => `${formatWhole(count)} à nouveau comme trouvées`,
  decisions_added: (count: number) => `${blocks(count)} en plus`,
  decisions_ended: (count: number) => `${blocks(count)} en moins`,
};
