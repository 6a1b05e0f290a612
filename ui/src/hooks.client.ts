import { announceLanguage } from '#lib/language.ts';
import { session } from '#lib/session.svelte.ts';
import { theme } from '#lib/theme.svelte.ts';

theme.restore();
announceLanguage();
// Asked while the page's own code is on its way; who needs it asks again, and says what went wrong.
if (location.pathname !== '/login') session.load().catch(() => undefined);
