import { goto } from '$app/navigation';
import { entityTypeOf } from '#lib/fields.ts';
import { exactly, parseFilter } from '#lib/filters.ts';
import { chooseLanguage, language, languages } from '#lib/language.ts';
import { messages } from '#lib/messages.ts';
import { navigation } from '#lib/navigation.ts';
import { panels } from '#lib/panels.svelte.ts';
import { refresh } from '#lib/refresh.ts';
import { session } from '#lib/session.svelte.ts';
import { theme } from '#lib/theme.svelte.ts';
import { entityLink, linkTo } from '#lib/url.ts';

/** Something that the palette offers. */
export interface Command {
  text: string;
  /** What kind of thing it is. */
  hint: string;
  run: () => void;
}

const words = messages.palette;
const go = (href: string) => (): void => void goto(href);

/** Returns the pages and actions whose words hold what was typed: all of them for nothing. */
export function commandsOf(typed: string): Command[] {
  const wanted = typed.trim().toLowerCase();
  const pages = navigation
    .flatMap((group) => group.pages)
    .filter(({ scope }) => session.can(scope))
    .map(({ name, path }) => ({ text: messages.nav[name], hint: words.page, run: go(linkTo(path)) }));
  const actions = [
    { text: words.refresh, run: (): void => refresh.now() },
    { text: words.theme, run: (): void => theme.toggle() },
    ...languages
      .filter((each) => each !== language)
      .map((each) => ({ text: messages.language[each], run: (): void => chooseLanguage(each) })),
    { text: messages.keys.title, run: (): void => void (panels.keys = true) },
    { text: messages.account.signOut, run: (): void => void session.logout() },
  ].map((action) => ({ ...action, hint: words.action }));
  return [...pages, ...actions].filter(({ text }) => text.toLowerCase().includes(wanted));
}

/** Returns what a text that looks like an address, fingerprint, path ... leads to. */
export function searchesOf(typed: string): Command[] {
  const text = typed.trim();
  if (text === '') return [];
  const asn = /^as(\d+)$/i.exec(text)?.[1];
  const filter = asn === undefined ? parseFilter(text) : { field: 'asn', value: asn };
  if (!filter) return [];
  const { field, value } = filter;
  const isWhole = !/[*/]/.test(value) || field === 'path' || field === 'user_agent';
  const type = isWhole ? entityTypeOf(field, value) : undefined;
  const held = field === 'user_agent' || field === 'host' ? `~(?i)${escapePattern(value)}` : undefined;
  return [
    ...(type
      ? [{ text: value, hint: words.open(messages.entities.types[type]), run: go(entityLink(type, value)) }]
      : []),
    {
      text: value,
      hint: words.requests(field),
      run: go(linkTo('/requests', { [field]: isWhole ? exactly(value) : value })),
    },
    ...(held === undefined
      ? []
      : [{ text: value, hint: words.agents, run: go(linkTo('/requests', { user_agent: held })) }]),
  ];
}

/** Returns a text as a regular expression that finds it. */
function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
