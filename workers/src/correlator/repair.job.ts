import type { Client } from '../api-types.js';
import type { Handlers } from '../run.js';

/**
 * Has the API pair the requests whose handshake came after the grace time, then compare the aggregates with http_logs
 * and rebuild what differs.
 */
export function repairJob(client: Client): Handlers['correlation']['repair'] {
  return async () => {
    const { repaired } = await client.correlation.repair();
    const { hours, different_hours, rebuilt_days } = await client.correlation.verify();
    return { repaired, hours, different_hours: different_hours.length, rebuilt_days: rebuilt_days.length };
  };
}
