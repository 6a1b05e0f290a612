export const product = 'ja4-platform';

export const language = {
  label: 'Langue',
  en: 'English',
  fr: 'Français',
  /** Between a name and its value. */
  colon: '\u00a0: ',
};

export const account = { signOut: 'Se déconnecter', signedInAs: (user: string, role: string) => `${user}, ${role}` };

export const theme = { system: 'Thème du système', light: 'Thème clair', dark: 'Thème sombre' };

export const states = {
  loading: 'Chargement',
  retry: 'Réessayer',
  away: "L'API ne répond pas",
  awayDetail: 'Rien n’est perdu. Un nouvel essai se fera à votre demande.',
  forbidden: "Vous n'avez pas accès à ceci",
  forbiddenDetail:
    'Il manque à votre rôle une permission nécessaire à cette page. Un administrateur peut vous la donner.',
  notFound: "Cela n'existe pas",
  failed: 'Cela a échoué',
  requestId: (id: string) => `Requête ${id}`,
  crashed: 'Cette page est en panne',
  noPage: "Cette page n'existe pas",
  noPageDetail: "L'adresse est peut-être mal tapée, ou ce qui s'y trouvait a disparu.",
  home: "Aller à la vue d'ensemble",
};

export const keys = {
  title: 'Touches',
  list: [
    ['j, k', 'ligne suivante, précédente'],
    ['Entrée', 'ouvrir la ligne'],
    ['a', 'prendre en compte'],
    ['e', 'escalader'],
    ['c', 'clore'],
    ['/', 'chercher'],
    ['Échap', 'fermer ce qui est ouvert'],
    ['?', 'cette liste'],
  ],
};
