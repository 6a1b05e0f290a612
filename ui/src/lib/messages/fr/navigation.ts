export const nav = {
  label: 'Pages',
  overview: "Vue d'ensemble",
  detections: 'Détections',
  requests: 'Requêtes',
  models: 'Modèles',
  jobs: 'Tâches',
  status: 'État',
  skip: 'Aller au contenu',
};
