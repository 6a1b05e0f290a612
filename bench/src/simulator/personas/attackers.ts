import { actorOf, hour, minute, type Actor, type Persona, type Step, type World } from '../actor.js';
import { desktopBrowsers, headlessChromium, impersonator } from '../browsers.js';
import type { Client } from '../client.js';
import { falseGooglebot, goHttp, pythonRequests, scrapy, sqlmap, vulnerabilityScanner } from '../programs.js';

/** An attack of `hours` that begins at some time; `count` is of the addresses. */
function attackers(name: string, clientOf: (world: World) => Client, hours: number, act: Actor['act']): Persona {
  return {
    name,
    isAttack: true,
    actors: (world, count) =>
      Array.from({ length: count }, () => {
        const from = world.random.between(world.from, world.to - hours * hour);
        const facts = { persona: name, isAttack: true, client: clientOf(world), act };
        return actorOf(world, { ...facts, from, to: from + hours * hour });
      }),
  };
}

/** Times from the beginning of the hour, or of the attack, to the end of either. */
function* times(actor: Actor, start: number, gap: () => number): Generator<number> {
  const end = Math.min(start + hour, actor.to);
  for (let time = Math.max(start, actor.from) + gap(); time < end; time += gap()) yield time;
}

function scraping(gap: (actor: Actor) => number, takesAssets: number, most = Infinity): Actor['act'] {
  return function act(start) {
    const steps: Step[] = [];
    let next = this.random.whole(0, this.site.pages.length - 1);
    for (const time of times(this, start, () => gap(this))) {
      if (steps.length >= most) break;
      const page = this.site.pages[next++ % this.site.pages.length]!;
      const referer = `https://${this.site.host}${page.path}`;
      steps.push({ time, method: 'GET', path: page.path, asked: 'document' });
      if (!this.random.chance(takesAssets)) continue;
      page.assets.forEach((path, at) => {
        steps.push({ time: time + 150 + at * 12, method: 'GET', path, asked: 'asset', referer });
      });
    }
    return steps;
  };
}

const wanted = [
  ...[
    '/.env',
    '/.git/config',
    '/wp-login.php',
    '/wp-admin/',
    '/phpmyadmin/',
    '/admin.php',
    '/config.php',
    '/backup.zip',
  ],
  ...['/server-status', '/actuator/env', '/cgi-bin/test.cgi', '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php'],
];

function scanning(this: Actor, start: number): Step[] {
  const steps: Step[] = [];
  for (const time of times(this, start, () => this.random.lognormal(900, 0.5))) {
    const path = this.random.chance(0.35) ? this.random.one(wanted) : `/${this.random.whole(1, 1e6).toString(36)}.php`;
    const isInjection = this.random.chance(0.1);
    const query = isInjection ? `id=${encodeURIComponent("1' OR '1'='1")}` : undefined;
    steps.push({ time, method: 'GET', path, asked: 'document', ...(query && { query }) });
  }
  return steps;
}

function guessing(gapMs: number): Actor['act'] {
  return function act(start) {
    return [...times(this, start, () => this.random.lognormal(gapMs, 0.3))].map((time) => ({
      time,
      method: 'POST',
      path: '/login',
      asked: 'document',
      answer: { status: 401, bytes: 980 },
    }));
  };
}

function flooding(this: Actor, start: number): Step[] {
  return [...times(this, start, () => this.random.lognormal(120, 0.4))].map((time) => ({
    time,
    method: 'GET',
    path: '/search',
    query: `q=${this.random.whole(1, 1e9).toString(36)}`,
    asked: 'document',
  }));
}

/** Stolen passwords tried from many addresses, each seldom, under several disguises: one campaign of a few hours. */
const stuffing: Persona = {
  name: 'credential stuffing',
  isAttack: true,
  actors: (world, count) => {
    const disguises = desktopBrowsers.slice(0, 6).map(impersonator);
    const site = world.random.one(world.sites);
    const from = world.random.between(world.from, world.to - 6 * hour);
    return Array.from({ length: count }, () => {
      const facts = { persona: 'credential stuffing', isAttack: true, client: world.random.one(disguises), site };
      const tries = world.random.whole(1, 5);
      const first = from + world.random.between(0, 5 * hour);
      const act: Actor['act'] = function act(start) {
        const steps = Array.from({ length: tries }, (_, at): Step => {
          const answer = this.random.chance(0.01) ? { status: 302, bytes: 0 } : { status: 401, bytes: 980 };
          return { time: first + at * 4 * minute, method: 'POST', path: '/login', asked: 'document', answer };
        });
        return steps.filter(({ time }) => time >= start && time < start + hour);
      };
      return actorOf(world, { ...facts, from, to: from + 6 * hour, act });
    });
  },
};

const browserNames = desktopBrowsers.slice(0, 6);

export const attackerPersonas: readonly Persona[] = [
  attackers(
    'naive scraper',
    ({ random }) => random.one([pythonRequests(), scrapy, goHttp('Go scraper')]),
    3,
    scraping(({ random }) => random.lognormal(1500, 0.3), 0),
  ),
  attackers(
    'scraper with a false name',
    ({ random }) => pythonRequests(random.one(browserNames).userAgent),
    4,
    scraping(({ random }) => random.lognormal(4000, 0.5), 0),
  ),
  attackers(
    'slow scraper',
    ({ random }) => impersonator(random.one(browserNames)),
    24,
    scraping(({ random }) => random.lognormal(80_000, 0.4), 0),
  ),
  attackers(
    'headless scraper',
    ({ random }) => headlessChromium(random.one(browserNames)),
    6,
    scraping(({ random }) => random.lognormal(9000, 0.25), 1),
  ),
  attackers(
    'impersonating scraper',
    ({ random }) => impersonator(random.one(browserNames)),
    6,
    scraping(({ random }) => random.lognormal(5000, 0.5), 0),
  ),
  attackers(
    'false Googlebot',
    () => falseGooglebot,
    5,
    scraping(({ random }) => random.lognormal(6000, 0.4), 0),
  ),
  attackers('vulnerability scanner', ({ random }) => random.one([vulnerabilityScanner, sqlmap]), 1, scanning),
  attackers(
    'login brute force',
    ({ random }) => random.one([pythonRequests(), goHttp('Go script')]),
    2,
    guessing(3500),
  ),
  attackers('layer-7 flood', ({ random }) => impersonator(random.one(browserNames)), 0.5, flooding),
  stuffing,
];
