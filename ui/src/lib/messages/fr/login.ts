export const login = {
  title: 'Se connecter',
  user: 'Nom',
  password: 'Mot de passe',
  submit: 'Se connecter',
  wrong: 'Nom ou mot de passe faux.',
  lead: 'Voir quel client parle vraiment à votre Apache.',
  first: 'Le premier mot de passe se trouve dans le fichier admin.password du répertoire de données.',
};
