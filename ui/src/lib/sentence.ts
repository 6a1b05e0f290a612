import type { Schemas } from '@ja4-platform/sdk';
import { formatNumber, formatSeconds, formatShare } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { prose } from '#lib/visible.ts';

type Message = Schemas['Message'];

const sentences: Partial<Record<string, string>> = messages.sentences;
const features: Partial<Record<string, string>> = messages.features;

const formats: Partial<Record<string, (value: number) => string>> = {
  number: formatNumber,
  'number, percent': formatShare,
  duration: formatSeconds,
};

/** Returns a sentence with what is filled in, numbers as this language writes them; undefined when it is not known. */
function sentenceOf({ key, values }: Message): string | undefined {
  // French has a space before some marks, at which no line may end.
  const whole = sentences[key]?.replace(/ (?=[:;?!])/g, '\u00a0');
  return whole?.replace(/\{(\w+)(?:, ([^}]+))?\}/g, (_, name: string, kind: string | undefined) => {
    const value = values[name] ?? '';
    return formats[kind ?? '']?.(Number(value)) ?? value;
  });
}

/** Returns sentences of the API in the language of this visit; as it said them itself where one is not known. */
export function inWords(said: readonly Message[], itself: string, between = ' '): string {
  const found = said.map(sentenceOf).filter((text) => text !== undefined);
  return found.length === said.length && found.length > 0 ? found.join(between) : itself;
}

/** Returns what a feature is. */
export function meaningOf(feature: string, itself: string): string {
  return features[feature] ?? itself;
}

/** Returns what a reason of a detection says. */
export function reasonInWords({ detail, message, feature }: Schemas['Reason']): string {
  if (!message) return detail;
  const { meaning } = message.values;
  const values =
    feature === null || meaning === undefined
      ? message.values
      : { ...message.values, meaning: meaningOf(feature, meaning) };
  return inWords([{ ...message, values }], detail);
}

/** Returns what the first reason of a detection says, with what one would not see written out. */
export function firstReason({ reasons: [first] }: Pick<Schemas['Detection'], 'reasons'>): string {
  return first ? prose(reasonInWords(first)) : '';
}
