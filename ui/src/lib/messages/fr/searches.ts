export const searches = {
  title: 'Enregistrées',
  none: "Aucune recherche n'est encore enregistrée ici.",
  name: 'Nom de cette recherche',
  save: 'Enregistrer',
  share: 'pour tout le monde',
  makeDefault: 'la page commence par elle',
  isDefault: 'première vue',
  sharedBy: (user: string) => `partagée par ${user}`,
  remove: (name: string) => `Retirer la recherche ${name}`,
};
