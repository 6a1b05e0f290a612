import { formatWhole } from '#lib/format.ts';

export const jobs = {
  empty: 'Aucune tâche',
  emptyDetail: "Les tâches se voient ici pendant qu'elles attendent et tournent, et quelque temps après.",
  state: {
    waiting: 'En attente',
    delayed: 'Différée',
    active: 'En cours',
    completed: 'Terminée',
    failed: 'Échouée',
    cancelled: 'Annulée',
    quarantined: 'En quarantaine',
  },
  allStates: 'Tous les états',
  stateLabel: 'État',
  queueLabel: 'File',
  allQueues: 'Toutes les files',
  queues: { correlation: 'Corrélation', detection: 'Détection' },
  columns: { state: 'État', job: 'Tâche', progress: 'Avancement', result: 'Résultat', created: 'Créée', took: 'Durée' },
  attempts: (count: number) => `${formatWhole(count)} essais`,
  retry: 'Réessayer',
  retried: (id: string) => `${id} attend à nouveau.`,
  cancel: 'Annuler',
  cancelSure: 'Annuler cette tâche ?',
  cancelled: (id: string) => `${id} est annulée.`,
};
