import { messages } from '#lib/messages.ts';

const kinds: Partial<Record<string, string>> = messages.campaigns.kinds;

/** Returns the name of a trait as a person reads it; one that is new is shown as it is. */
export const nameOfTrait = (trait: string): string => kinds[trait] ?? trait.replaceAll('_', ' ');
