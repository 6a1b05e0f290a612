export const nav = {
  label: 'Pages',
  overview: "Vue d'ensemble",
  detections: 'Détections',
  requests: 'Requêtes',
  entities: 'Entités',
  fingerprints: 'Empreintes',
  bruteforce: 'Force brute',
  rotation: 'Rotation',
  compare: 'Comparer',
  heatmap: 'Carte horaire',
  models: 'Modèles',
  jobs: 'Tâches',
  status: 'État',
  skip: 'Aller au contenu',
};

export const navGroups = {
  watch: 'Surveiller',
  investigate: 'Enquêter',
  detector: 'Détecteur',
  platform: 'Plateforme',
};
