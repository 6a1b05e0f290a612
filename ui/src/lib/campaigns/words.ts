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

type Sentence = (shared: number, all: number) => string;
const sentences: Partial<Record<string, Sentence>> = messages.campaigns.evidence;

/** Returns what a piece of evidence says; of a trait that is new, what the detector said. */
export const evidenceInWords = ({ trait, members, detail }: Schemas['CampaignEvidence'], all: number): string =>
  sentences[trait]?.(members, all) ?? prose(detail);
