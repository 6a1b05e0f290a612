import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { Platform } from '../platform.js';
import { rounded } from '../statistics.js';
import { get } from '../store/endpoints.js';

const eventsPerSecond = 200;
/** An hour passes so many times faster: events come, and what the page does by the clock is done, so much more often. */
const faster = 20;
const hourS = 3600;
const samples = 12;
const batchMs = 10;

export interface LiveTail {
  readonly events: number;
  readonly times_faster: number;
  /** After garbage was collected, at each twelfth of the hour. */
  readonly heap_mib: number[];
  readonly dom_nodes: number[];
}

/**
 * Follows as many requests as come in an hour, of which the page shows the newest. They are taken from the store and sent again by
 * a server that stands in for the API's stream, since an hour would not pass faster there.
 */
export async function measureLiveTail(platform: Platform, context: BrowserContext): Promise<LiveTail> {
  const { items } = (await get(platform, '/v1/requests?limit=500&from=-14d')) as { items: object[] };
  const stream = new Stream(items);
  const url = await stream.listen();
  const page = await context.newPage();
  try {
    const hasten = `const every = setInterval; setInterval = (run, ms) => every(run, ms / ${faster});`;
    await page.addInitScript({ content: hasten });
    await page.route('**/v1/requests/stream*', (route) => route.continue({ url }));
    await page.goto('/requests?live=true');
    const heap: number[] = [];
    const nodes: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      await stream.send((eventsPerSecond * hourS) / samples);
      const { heapMib, domNodes } = await memoryOf(page);
      heap.push(heapMib);
      nodes.push(domNodes);
    }
    return { events: stream.sent, times_faster: faster, heap_mib: heap, dom_nodes: nodes };
  } finally {
    await page.close();
    stream.close();
  }
}

/** Events for one listener, at a steady rate. */
class Stream {
  sent = 0;
  private write: ((text: string) => boolean) | undefined;
  private readonly server = createServer((request, response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'access-control-allow-origin': request.headers.origin ?? '*',
    });
    response.flushHeaders();
    this.write = (text) => response.write(text);
  });

  constructor(private readonly items: readonly object[]) {}

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async send(count: number): Promise<void> {
    while (!this.write) await sleep(batchMs);
    const start = performance.now();
    const before = this.sent;
    while (this.sent - before < count) {
      const due = Math.min(count, ((performance.now() - start) * eventsPerSecond * faster) / 1000);
      let text = '';
      for (; this.sent - before < due; this.sent++) {
        // Each is another request, or the table would take them for one.
        const item = {
          ...this.items[this.sent % this.items.length],
          id: `request-${this.sent}`,
          time: new Date().toISOString(),
        };
        text += `id: ${this.sent}\ndata: ${JSON.stringify(item)}\n\n`;
      }
      if (text) this.write(text);
      await sleep(batchMs);
    }
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

async function memoryOf(page: Page): Promise<{ heapMib: number; domNodes: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { heapMib: rounded(usedSize / 2 ** 20, 1), domNodes: nodes };
}
