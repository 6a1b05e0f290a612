/** Ce qu’est chaque sorte de problème, par son code. */
export const problems: Partial<Record<string, string>> = {
  'bad-request': 'La demande est illisible',
  conflict: 'En conflit avec ce qui est enregistré',
  forbidden: 'Non autorisé',
  'headers-too-large': "L'adresse ou les en-têtes sont trop longs",
  'idempotency-conflict': "La même clé d'idempotence avec un autre contenu",
  internal: 'Une erreur de notre part',
  'not-found': 'Introuvable',
  'payload-too-large': 'Trop grand',
  'precondition-failed': 'Changé depuis sa lecture',
  'precondition-required': 'If-Match est obligatoire',
  'query-too-heavy': 'La requête coûte trop',
  'too-many-requests': 'Trop de demandes',
  unauthorized: 'Ni clé valable ni session',
  unavailable: 'Indisponible pour le moment',
  'unsupported-media-type': "Ce type de contenu ou cet encodage n'est pas accepté",
  'validation-failed': 'La demande ne convient pas à la spécification',
};
