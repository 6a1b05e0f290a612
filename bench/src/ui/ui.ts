import { startPlatform, untilAtRest } from '../platform.js';
import { samplesOf } from '../store/endpoints.js';
import { fillUpTo } from '../store/fill.js';
import { mergeAll } from '../store/sizes.js';
import { launchBrowser, signedIn } from './browser.js';
import { measureFirstView, type FirstView } from './first-views.js';
import { measureLiveTail } from './live-tail.js';
import { measureScrolling } from './table.js';
import { measureTyping } from './typing.js';

const wanted = { overviewMs: 1500, entityMs: 2000, warmMs: 500, scriptKb: 150, framesPerSecond: 50, growth: 1.1 };
const entityTypes = ['ip', 'ja4', 'host', 'asn', 'country', 'user_agent', 'path', 'ja3'];
/** Pages with filters that are typed. */
const filtered = [
  '/requests',
  '/detections',
  '/entities/ip',
  '/fingerprints',
  '/compare',
  '/heatmap',
  '/bruteforce',
  '/audit',
];

/**
 * What a person waits for at the dashboard with so many requests stored: the first view of the overview and of entities that are
 * often and seldom seen, typing in filters, a table of ten thousand rows, and an hour of following.
 */
export async function uiBench(
  log: (line: string) => void,
  rows: number,
  dataDir: string | undefined,
): Promise<{ holds: boolean; result: unknown }> {
  const platform = await startPlatform({ JA4_RETENTION_DAYS: '30' }, dataDir);
  try {
    await fillUpTo(platform, rows, log);
    await mergeAll(platform);
    await untilAtRest(platform);

    const samples = await samplesOf(platform);
    const views: FirstView[] = [];
    const see = async (name: string, path: string): Promise<void> => {
      views.push(await measureFirstView(platform, name, path));
      log(JSON.stringify(views.at(-1)));
    };
    await see('overview', '/');
    for (const type of entityTypes) {
      const [often = '', seldom = ''] = samples[type] ?? [];
      await see(`${type} often seen`, `/entities/${type}/${encodeURIComponent(often)}`);
      if (type === 'ip') await see(`${type} seldom seen`, `/entities/${type}/${encodeURIComponent(seldom)}`);
    }

    const browser = await launchBrowser();
    try {
      const context = await signedIn(browser, platform);
      const typing = [];
      for (const path of filtered) typing.push(await measureTyping(context, path));
      log(JSON.stringify(typing));
      const scrolling = await measureScrolling(context);
      log(JSON.stringify(scrolling));
      const live_tail = await measureLiveTail(platform, context);
      const [, warm = 0] = live_tail.heap_mib;
      const holds =
        views.every(
          ({ page, cold_ms, warm_ms, script_kb }) =>
            cold_ms < (page === 'overview' ? wanted.overviewMs : wanted.entityMs) &&
            warm_ms < wanted.warmMs &&
            script_kb.linked < wanted.scriptKb,
        ) &&
        typing.every(({ longest_block_ms }) => longest_block_ms <= 50) &&
        scrolling.frames_per_s >= wanted.framesPerSecond &&
        live_tail.heap_mib.at(-1)! <= warm * wanted.growth;
      return { holds, result: { rows, wanted, views, typing, scrolling, live_tail } };
    } finally {
      await browser.close();
    }
  } finally {
    await platform.stop();
  }
}
