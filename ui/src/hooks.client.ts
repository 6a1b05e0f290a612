import { theme } from '#lib/theme.svelte.ts';

theme.restore();
