import { actorOf, daylight, hour, type Actor, type Persona, type Step } from '../actor.js';
import { desktopBrowsers, mobileBrowsers } from '../browsers.js';
import type { Client } from '../client.js';
import type { Page, Site } from '../site.js';

/** Visits in the busiest hour of the day, and how people read. */
interface Habit {
  readonly visitsPerHour: number;
  readonly pages: [few: number, many: number];
  readonly readingMs: number;
}

const atDesk: Habit = { visitsPerHour: 0.06, pages: [1, 14], readingMs: 22_000 };
const inHand: Habit = { visitsPerHour: 0.07, pages: [1, 8], readingMs: 14_000 };
const atWork: Habit = { visitsPerHour: 0.25, pages: [2, 12], readingMs: 18_000 };

function browsing(habit: Habit): Actor['act'] {
  /** What the browser of each actor has kept. */
  const caches = new WeakMap<Actor, Set<string>>();
  return function act(start) {
    const cache = caches.get(this) ?? new Set<string>();
    caches.set(this, cache);
    const visits = this.random.poisson(habit.visitsPerHour * daylight(start));
    const steps: Step[] = [];
    for (let visit = 0; visit < visits; visit++) steps.push(...visited(this, start, habit, cache));
    return steps;
  };
}

/** One visit: pages by their links, what each brings with it, at times a log-in, a search or a link that is gone. */
function visited(actor: Actor, start: number, habit: Habit, cache: Set<string>): Step[] {
  const { random, site } = actor;
  const steps: Step[] = [];
  let time = start + random.between(0, hour * 0.8);
  let page: Page = random.chance(0.4) ? site.pages[0]! : random.popular(site.pages);
  let referer: string | undefined;
  const pages = Math.max(1, Math.round(random.lognormal((habit.pages[0] + habit.pages[1]) / 3, 0.7)));
  for (let seen = 0; seen < Math.min(pages, 3 * habit.pages[1]); seen++) {
    steps.push({ time, method: 'GET', path: page.path, asked: 'document', referer });
    referer = `https://${site.host}${page.path}`;
    steps.push(...fetchedAfter(actor, page, time, referer, cache));
    if (random.chance(0.03)) steps.push(...loggedIn(actor, time + random.lognormal(9000, 0.5), referer));
    if (random.chance(0.05)) {
      const query = `q=${random.one(['lamp', 'red table', 'opening hours', 'returns'])}`;
      steps.push({ time: time + 5000, method: 'GET', path: '/search', query, asked: 'document', referer });
    }
    if (random.chance(0.01))
      steps.push({ time: time + 3000, method: 'GET', path: '/old/gone', asked: 'document', referer });
    time += random.lognormal(habit.readingMs, 0.9);
    page = site.pages[random.one(page.links)]!;
  }
  return steps;
}

function fetchedAfter(actor: Actor, page: Page, time: number, referer: string, cache: Set<string>): Step[] {
  const { random } = actor;
  const steps: Step[] = [];
  let at = time + random.lognormal(120, 0.6);
  for (const path of [...page.assets, ...(cache.has('/favicon.ico') ? [] : ['/favicon.ico'])]) {
    at += random.between(1, 40);
    const step = { time: at, method: 'GET', path, asked: 'asset', referer } as const;
    if (!cache.has(path)) steps.push(step);
    else if (random.chance(0.06)) steps.push({ ...step, answer: { status: 304, bytes: 0 } });
    cache.add(path);
  }
  if (random.chance(0.25)) steps.push({ time: at + 60, method: 'GET', path: '/api/session', asked: 'data', referer });
  return steps;
}

function loggedIn(actor: Actor, time: number, referer: string): Step[] {
  const tries = actor.random.chance(0.15) ? 2 : 1;
  return Array.from({ length: tries }, (_, index) => ({
    time: time + index * 7000,
    method: 'POST' as const,
    path: '/login',
    asked: 'document' as const,
    referer,
    answer: index === tries - 1 ? { status: 302, bytes: 0 } : { status: 401, bytes: 980 },
  }));
}

/** People with an address of their own. */
function people(name: string, browsers: readonly Client[], habit: Habit): Persona {
  const act = browsing(habit);
  return {
    name,
    isAttack: false,
    actors: (world, count) =>
      Array.from({ length: count }, () => {
        const client = world.random.popular(browsers);
        return actorOf(world, { persona: name, isAttack: false, client, act });
      }),
  };
}

/** Many people behind one address; `count` is of the addresses. */
function sharing(name: string, browsers: readonly Client[], habit: Habit, peopleEach: number): Persona {
  const act = browsing(habit);
  return {
    name,
    isAttack: false,
    actors: (world, count) =>
      Array.from({ length: count }, () => world.address()).flatMap((ip) =>
        Array.from({ length: peopleEach }, () => {
          const client = world.random.popular(browsers);
          return actorOf(world, { persona: name, isAttack: false, ip, client, act });
        }),
      ),
  };
}

/** People whose requests come through a proxy that is trusted: their handshakes are not seen. */
function behindProxy(name: string): Persona {
  const act = browsing(inHand);
  return {
    name,
    isAttack: false,
    actors: (world, count) => {
      const proxies = Array.from({ length: 4 }, () => world.address());
      const site: Site = world.sites.at(-1)!;
      return Array.from({ length: count }, () => {
        const facts = { persona: name, isAttack: false, site, proxy: world.random.one(proxies), act };
        return actorOf(world, { ...facts, client: world.random.popular([...desktopBrowsers, ...mobileBrowsers]) });
      });
    },
  };
}

export const peoplePersonas: readonly Persona[] = [
  people('desktop browser', desktopBrowsers, atDesk),
  people('mobile browser', mobileBrowsers, inHand),
  sharing('office behind NAT', desktopBrowsers, atWork, 60),
  sharing('mobile carrier NAT', mobileBrowsers, inHand, 200),
  behindProxy('behind a CDN'),
];
