export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'ja4-language';
const hasBrowser = typeof document !== 'undefined';

/** The language of this visit: what was chosen at this browser, else the browser's own where there is a catalogue for it. */
export const language: Language = hasBrowser ? remembered() : 'en';

function remembered(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return languages.find((known) => known === wanted.find((tag) => languages.some((each) => each === tag))) ?? 'en';
}

/** Says to the browser which language the page is in, for screen readers and hyphenation. */
export function announceLanguage(): void {
  document.documentElement.lang = language;
}

/** Changes the language. The page is loaded anew; its address holds where one was. */
export function chooseLanguage(next: Language): void {
  localStorage.setItem(storageKey, next);
  location.reload();
}
