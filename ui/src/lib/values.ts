import { entityTypeOf } from '#lib/fields.ts';
import { exactly } from '#lib/filters.ts';
import { countryName } from '#lib/format.ts';
import { describeJa4 } from '#lib/ja4.ts';
import { messages } from '#lib/messages.ts';
import { visible } from '#lib/visible.ts';
import { entityLink, linkTo } from '#lib/url.ts';

/** Returns where a value leads: to its own page, or to the requests that have it. */
export function hrefOf(field: string, value: string): string {
  const type = entityTypeOf(field, value);
  return type ? entityLink(type, value) : linkTo('/requests', { [field]: exactly(value) });
}

/** Returns a value as people write it. */
export function textOf(field: string, value: string, label = ''): string {
  if (value === '') return messages.pivot.empty;
  if (field === 'asn') return label === '' ? `AS${value}` : `AS${value} ${visible(label)}`;
  if (field === 'country') return countryName(value);
  if (field === 'orphan_reason') return reasons[value] ?? value;
  return visible(value);
}
const reasons: Partial<Record<string, string>> = messages.orphanReasons;

/** Returns what hovering says: the whole value, which reads `text`, or what it means. */
export function titleOf(field: string, value: string, text: string): string {
  if (field === 'ja4') return describeJa4(value) ?? value;
  if (field === 'country') return `${value} ${text}`;
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
