import type { Random } from './random.js';

/** A page with what a browser fetches after it. */
export interface Page {
  readonly path: string;
  readonly bytes: number;
  readonly assets: readonly string[];
  readonly links: readonly number[];
}

/** What the web server answers. */
export interface Answer {
  readonly status: number;
  readonly bytes: number;
}

/** A web site: pages that link to each other, files, a log-in, an API and a feed. */
export interface Site {
  readonly host: string;
  readonly pages: readonly Page[];
  /** Returns the answer to a request that no persona decides itself. */
  answer(path: string): Answer;
}

const sections = ['products', 'articles', 'help', 'category', 'offers', 'team', 'docs', 'events'];

/** Makes a site of so many pages; the first is its home page. */
export function madeSite(host: string, count: number, random: Random): Site {
  const common = ['/assets/app.css', '/assets/app.js', '/assets/vendor.js', '/assets/logo.svg', '/assets/text.woff2'];
  const pages = Array.from({ length: count }, (_, index): Page => {
    const name = `${random.one(['blue', 'old', 'quick', 'north', 'open', 'small'])}-${random.one(['river', 'lamp', 'table', 'garden', 'paper'])}-${index}`;
    return {
      path: index === 0 ? '/' : `/${sections[index % sections.length]}/${name}`,
      bytes: Math.round(random.lognormal(18_000, 0.6)),
      assets: [...common, ...Array.from({ length: random.whole(1, 8) }, (_each, at) => `/media/${index}-${at}.webp`)],
      links: Array.from({ length: random.whole(4, 14) }, () => random.whole(0, count - 1)),
    };
  });
  const sizes = new Map(pages.map(({ path, bytes }) => [path, bytes]));
  for (const asset of new Set(pages.flatMap(({ assets }) => assets))) {
    sizes.set(asset, Math.round(random.lognormal(14_000, 1)));
  }
  for (const path of ['/favicon.ico', '/robots.txt', '/feed.xml', '/healthz', '/login', '/search', '/cart']) {
    sizes.set(path, Math.round(random.lognormal(3000, 0.5)));
  }
  return {
    host,
    pages,
    answer(path) {
      if (path.startsWith('/api/')) return { status: 200, bytes: 400 + ((path.length * 97) % 3000) };
      const bytes = sizes.get(path);
      return bytes === undefined ? { status: 404, bytes: 1234 } : { status: 200, bytes };
    },
  };
}
