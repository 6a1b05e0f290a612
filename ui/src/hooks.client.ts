import { announceLanguage } from '#lib/language.ts';
import { theme } from '#lib/theme.svelte.ts';

theme.restore();
announceLanguage();
