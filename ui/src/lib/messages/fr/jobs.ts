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
  columns: { state: 'État', job: 'Tâche', progress: 'Avancement', result: 'Résultat', created: 'Créée', took: 'Durée' },
};
