import type { FacetName } from '#lib/inbox/search.ts';
import { messages } from '#lib/messages.ts';

/** Returns a value of a facet as a person reads it. */
export function describeValue(name: FacetName, value: string): string {
  const { level, kind, noJa4, anyHost } = messages.detections;
  if (name === 'level') return (level as Partial<Record<string, string>>)[value] ?? value;
  if (name === 'kind') return (kind as Partial<Record<string, string>>)[value] ?? value;
  if (name === 'reason') return messages.reasonTitles[value] ?? value.replaceAll('-', ' ');
  if (value !== '') return value;
  return { ja4: noJa4, host: anyHost, assignee: messages.inbox.nobody, client_ip: '' }[name];
}
