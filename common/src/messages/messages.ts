import { beginning } from '../beginning.js';
import { campaignMessages } from './campaigns.js';
import { healthMessages } from './health.js';
import { decisionMessages } from './models.js';
import { reasonMessages } from './reasons.js';
import { riskMessages } from './risk.js';

/**
 * Every sentence that the API says of what it found, in English, by a stable key. What differs stands in braces as ICU
 * MessageFormat has it: `{name}` is text, `{name, number}` a number, `{name, number, percent}` a share of 0 to 1 and
 * `{name, duration}` a length of time in seconds.
 */
export const apiMessages = {
  ...reasonMessages,
  ...riskMessages,
  ...healthMessages,
  ...decisionMessages,
  ...campaignMessages,
};
/** Those of which the store keeps the sentence alone; of two that a text could be, the first is meant. */
const storedMessages = { ...reasonMessages, ...decisionMessages, ...campaignMessages };

export type MessageKey = keyof typeof apiMessages;

/** A sentence taken apart: what it says, and what is filled in, numbers as JSON writes them. */
export interface Message {
  readonly key: MessageKey;
  readonly values: Readonly<Record<string, string>>;
}

/** Of a text that a client sent no more than this is filled in, so that a sentence of three has room in 2,000 characters. */
const MAX_VALUE = 500;
const placeholder = /\{(\w+)(?:, (number, percent|number|duration))?\}/g;

/** Returns a sentence with what is filled in. */
export function message(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): Message {
  const texts = Object.entries(values).map(([name, value]) => [name, beginning(String(value), MAX_VALUE)] as const);
  return { key, values: Object.fromEntries<string>(texts) };
}

/** Returns a sentence in English. */
export function sentence(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
  return inEnglish(message(key, values));
}

/** Returns what a message says in English. */
export function inEnglish({ key, values }: Message): string {
  return apiMessages[key].replace(placeholder, (_, name: string, kind?: string) => {
    const value = values[name] ?? '';
    if (kind === 'number, percent') return `${rounded(100 * Number(value))} %`;
    return kind === 'duration' ? inWords(Number(value)) : value;
  });
}

/** A small share by hundredths of a percent: half of a percent is not 0.49. */
const rounded = (percent: number): number => Number(percent.toFixed(percent < 10 ? 2 : 1));

function inWords(wanted: number): string {
  const seconds = Math.round(wanted);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

interface Pattern {
  readonly key: MessageKey;
  readonly gaps: readonly { readonly name: string; readonly kind: string | undefined }[];
  readonly expression: RegExp;
}

const number = String.raw`-?\d+(?:\.\d+)?(?:e[+-]\d+)?`;
const readable: Readonly<Record<string, string>> = { number: `(${number})`, 'number, percent': `(${number}) %` };

function patternOf(key: keyof typeof storedMessages): Pattern {
  const gaps = [...storedMessages[key].matchAll(placeholder)].map(([, name = '', kind]) => ({ name, kind }));
  const texts = storedMessages[key].split(placeholder).filter((_, at) => at % 3 === 0);
  const source = texts.map((text, at) => {
    const { kind } = gaps[at] ?? { kind: 'end' };
    const gap = kind === undefined ? '([^]*?)' : (readable[kind] ?? '');
    return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) + gap;
  });
  return { key, gaps, expression: new RegExp(`^${source.join('')}$`) };
}

const patterns = Map.groupBy(
  (Object.keys(storedMessages) as (keyof typeof storedMessages)[]).map(patternOf),
  ({ key }) => key.split('.')[0]!,
);

/**
 * Returns the message that a sentence was made of, as the store keeps the sentence alone. Undefined when it is none of these.
 *
 * @param group what stands before the dot of its key: the key of a reason, `decision` or `campaign`
 */
export function messageOf(group: string, text: string): Message | undefined {
  for (const { key, gaps, expression } of patterns.get(group) ?? []) {
    const found = expression.exec(text)?.slice(1);
    if (!found) continue;
    const values = gaps.map(({ name, kind }, at) => {
      const value = found[at] ?? '';
      return [name, kind === 'number, percent' ? Number((Number(value) / 100).toFixed(4)) : value] as const;
    });
    return message(key, Object.fromEntries<string | number>(values));
  }
  return undefined;
}
