export const pivot = {
  label: 'Que faire de cette valeur',
  open: 'Plus avec cette valeur (.)',
  empty: '(vide)',
  entity: 'Ouvrir sa page',
  filterIn: 'Filtrer : seulement ceci',
  filterOut: 'Écarter : tout sauf ceci',
  copy: 'Copier',
};
