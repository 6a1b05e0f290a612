import { MediaQuery } from 'svelte/reactivity';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const storageKey = 'ja4-theme';

class ThemeState {
  current = $state<Theme>('system');
  readonly #isDark = new MediaQuery('(prefers-color-scheme: dark)');

  /** What is seen now, whoever chose it. */
  get shade(): 'light' | 'dark' {
    if (this.current !== 'system') return this.current;
    return this.#isDark.current ? 'dark' : 'light';
  }

  /** Takes up what was chosen at this browser before; before the first paint. */
  restore(): void {
    this.#apply(themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system');
  }

  /** Goes on to the next theme. */
  toggle(): void {
    this.#apply(themes[(themes.indexOf(this.current) + 1) % themes.length] ?? 'system');
    localStorage.setItem(storageKey, this.current);
  }

  #apply(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}

export const theme = new ThemeState();
