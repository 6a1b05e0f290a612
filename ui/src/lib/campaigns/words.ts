import type { Schemas } from '@ja4-platform/sdk';
import { messages } from '#lib/messages.ts';
import { inWords } from '#lib/sentence.ts';
import { prose } from '#lib/visible.ts';

const kinds: Partial<Record<string, string>> = messages.campaigns.kinds;

/** Returns the name of a trait as a person reads it; one that is new is shown as it is. */
export const nameOfTrait = (trait: string): string => kinds[trait] ?? trait.replaceAll('_', ' ');

/** Returns what a campaign is called. */
export const nameOfCampaign = ({ name, message }: Schemas['Campaign']): string =>
  prose(inWords(message ? [message] : [], name));

/** Returns what a piece of evidence says. */
export const evidenceInWords = ({ detail, message }: Schemas['ToldCampaignEvidence']): string =>
  prose(inWords(message ? [message] : [], detail));
