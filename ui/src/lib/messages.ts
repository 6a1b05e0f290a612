import { language } from '#lib/language.ts';
import { en } from '#lib/messages/en/index.ts';
import { fr } from '#lib/messages/fr/index.ts';

/** What every catalogue holds: the same keys, and the same arguments where a message has some. */
export type Messages = typeof en;

/** Everything that the dashboard says, in the language of this visit. */
export const messages: Messages = language === 'fr' ? fr : en;
