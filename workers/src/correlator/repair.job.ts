import type { Client } from '../api-types.js';
import type { Handlers } from '../run.js';

/**
 * Has the API pair the requests whose handshake came after the grace time, then compare the aggregates with http_logs
 * one after the other, and rebuild what differs.
 */
export function repairJob(client: Client): Handlers['correlation']['repair'] {
  return async () => {
    const { repaired } = await client.correlation.repair();
    let hours = 0;
    const different = new Set<string>();
    const rebuilt = new Set<string>();
    for (let table: string | null | undefined; table !== null;) {
      const check = await client.correlation.verify(table === undefined ? {} : { table });
      hours = Math.max(hours, check.hours);
      for (const hour of check.different_hours) different.add(hour);
      for (const day of check.rebuilt_days) rebuilt.add(day);
      table = check.next_table;
    }
    return { repaired, hours, different_hours: different.size, rebuilt_days: rebuilt.size };
  };
}
