import type { Client } from '../client.js';
import type { Filters } from './filters.js';
import { columns, detectionLine } from './lines.js';

const looked = 500;

/** What is known about one client: its detections, and what its latest requests have in common. */
export interface AddressReport {
  address: string;
  requests: number;
  detections: Awaited<ReturnType<typeof detectionsOf>>;
  /** The values of the latest requests, the most frequent first. */
  latest: Record<string, { value: string; requests: number }[]>;
}

const compared = ['ja4', 'user_agent', 'host', 'path', 'status', 'country', 'as_name'] as const;

async function detectionsOf(client: Client, address: string) {
  return (await client.detections.list({ client_ip: address, limit: 20 }).page()).items;
}

export async function reportOn(client: Client, address: string, filters: Filters): Promise<AddressReport> {
  const search = { ...filters, client_ip: address, count: true, limit: looked };
  const [requests, detections] = await Promise.all([
    client.requests.search(search).page(),
    detectionsOf(client, address),
  ]);
  const latest = compared.map((name) => {
    const counts = new Map<string, number>();
    for (const item of requests.items) {
      const value = String(item[name] ?? '-');
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
    return [name, most.map(([value, count]) => ({ value, requests: count }))] as const;
  });
  return { address, requests: requests.total ?? 0, detections, latest: Object.fromEntries(latest) };
}

export function addressText({ address, requests, detections, latest }: AddressReport): string {
  const known = Object.entries(latest).flatMap(([name, values]) =>
    values.map(({ value, requests: count }, index) =>
      columns((index ? '' : name).padEnd(10), String(count).padStart(5), value),
    ),
  );
  return [
    `${address}: ${requests} requests, ${detections.length} detections`,
    ...detections.map(detectionLine),
    ...(known.length ? ['', `of its latest ${Math.min(requests, looked)} requests:`, ...known] : []),
  ].join('\n');
}
