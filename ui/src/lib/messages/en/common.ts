export const product = 'ja4-platform';

export const language = {
  label: 'Language',
  en: 'English',
  fr: 'Français',
  /** Between a name and its value. */
  colon: ': ',
};

export const account = { signOut: 'Sign out', signedInAs: (user: string, role: string) => `${user}, ${role}` };

export const theme = { system: 'Theme of the system', light: 'Light theme', dark: 'Dark theme' };

export const states = {
  loading: 'Loading',
  retry: 'Try again',
  away: 'The API cannot be reached',
  awayDetail: 'Nothing was lost. It is tried again when you ask for it.',
  forbidden: 'You may not see this',
  forbiddenDetail: 'Your role lacks a permission that this page needs. An admin can give it to you.',
  notFound: 'There is no such thing',
  failed: 'This did not work',
  requestId: (id: string) => `Request ${id}`,
  crashed: 'This page is broken',
  noPage: 'There is no such page',
  noPageDetail: 'The address may be mistyped, or what stood there is gone.',
  home: 'Go to the overview',
};

export const keys = {
  title: 'Keys',
  list: [
    ['j, k', 'next, previous row'],
    ['Enter', 'open the row'],
    ['a', 'acknowledge'],
    ['e', 'escalate'],
    ['c', 'close'],
    ['/', 'search'],
    ['Esc', 'close what is open'],
    ['?', 'this list'],
  ],
};
