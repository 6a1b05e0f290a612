import { actorOf, hour, minute, type Actor, type Persona, type Step } from '../actor.js';
import type { Client } from '../client.js';
import {
  curl,
  feedReader,
  googlebot,
  javaClient,
  linkPreview,
  monitor,
  nodeFetch,
  pythonRequests,
} from '../programs.js';

function machines(name: string, clients: readonly Client[], act: Actor['act']): Persona {
  return {
    name,
    isAttack: false,
    actors: (world, count) =>
      Array.from({ length: count }, () =>
        actorOf(world, { persona: name, isAttack: false, client: world.random.one(clients), act }),
      ),
  };
}

/** Requests every `every` milliseconds, give or take some. */
function regular(actor: Actor, start: number, every: number, step: (time: number) => Step): Step[] {
  const first = start + ((Number(actor.ip.split('.').at(-1)) * 1000) % every);
  const steps: Step[] = [];
  for (let time = first; time < start + hour; time += every) steps.push(step(time + actor.random.between(0, 400)));
  return steps;
}

function polling(this: Actor, start: number): Step[] {
  const every = 1000 * (20 + (Number(this.ip.split('.').at(-1)) % 7) * 20);
  return regular(this, start, every, (time) => {
    const path = this.random.chance(0.7) ? '/api/stock' : `/api/orders/${this.random.whole(1, 900)}`;
    return { time, method: this.random.chance(0.1) ? 'POST' : 'GET', path, asked: 'data' };
  });
}

function readingFeeds(this: Actor, start: number): Step[] {
  return regular(this, start, 20 * minute, (time) => {
    const answer = this.random.chance(0.8) ? { status: 304, bytes: 0 } : undefined;
    return { time, method: 'GET', path: '/feed.xml', asked: 'data', ...(answer && { answer }) };
  });
}

function previewing(this: Actor, start: number): Step[] {
  return Array.from({ length: this.random.poisson(1.2) }, () => {
    const { path } = this.random.popular(this.site.pages);
    return { time: start + this.random.between(0, hour), method: 'GET', path, asked: 'document' };
  });
}

function crawling(this: Actor, start: number): Step[] {
  const steps: Step[] = [{ time: start + 500, method: 'GET', path: '/robots.txt', asked: 'document' }];
  for (let time = start + 4000; time < start + hour; time += this.random.lognormal(45_000, 0.5)) {
    const gone = this.random.chance(0.04);
    const path = gone ? `/old/page-${this.random.whole(1, 500)}` : this.random.one(this.site.pages).path;
    steps.push({ time, method: 'GET', path, asked: 'document' });
  }
  return steps;
}

function watching(this: Actor, start: number): Step[] {
  return regular(this, start, minute, (time) => ({ time, method: 'HEAD', path: '/healthz', asked: 'document' }));
}

function scheduled(this: Actor, start: number): Step[] {
  if (this.random.chance(0.5)) return [];
  const paths = ['/api/stock', '/api/prices', '/feed.xml', '/api/export'];
  return paths.map((path, index) => ({
    time: start + 5 * minute + index * this.random.lognormal(900, 0.3),
    method: 'GET',
    path,
    asked: 'data',
  }));
}

export const machinePersonas: readonly Persona[] = [
  machines('API client', [javaClient, nodeFetch, pythonRequests('stock-keeper/1.4')], polling),
  machines('feed reader', [feedReader], readingFeeds),
  machines('link preview', [linkPreview], previewing),
  machines('Googlebot', [googlebot], crawling),
  machines('uptime monitor', [monitor], watching),
  machines('scheduled curl', [curl], scheduled),
];
