import type { Client } from '../api-types.js';
import type { Handlers } from '../run.js';

/**
 * Has the API pair the requests whose handshake came after the grace time, again while there are more than it takes at once,
 * then compare the aggregates with http_logs one after the other, and rebuild what differs. It holds the only place of its
 * queue for minutes, so it does what the ticks would do meanwhile before each other call. What fails of that does not keep it
 * from the rest, but fails the job at its end.
 */
export function repairJob(client: Client, tick: Handlers['correlation']['tick']): Handlers['correlation']['repair'] {
  return async (data, context) => {
    const errors: unknown[] = [];
    const note = (error: unknown): undefined => void errors.push(error);
    const joined = { batches: 0, failed: 0 };
    const join = async (): Promise<void> => {
      const ticked = await tick(data, context).catch(note);
      joined.batches += Number(ticked?.batches ?? 0);
      joined.failed += Number(ticked?.failed ?? 0);
    };
    let repaired = 0;
    let hours = 0;
    const different = new Set<string>();
    const rebuilt = new Set<string>();
    for (let isComplete = false; !isComplete;) {
      const repair = await client.correlation.repair().catch(note);
      repaired += repair?.repaired ?? 0;
      isComplete = repair?.is_complete ?? true;
      if (!isComplete) await join();
    }
    for (let table: string | null | undefined; table !== null;) {
      await join();
      const check = await client.correlation.verify(table === undefined ? {} : { table });
      hours = Math.max(hours, check.hours);
      for (const hour of check.different_hours) different.add(hour);
      for (const day of check.rebuilt_days) rebuilt.add(day);
      table = check.next_table;
    }
    if (errors.length) throw errors[0];
    return {
      ...joined,
      repaired,
      hours,
      different_hours: different.size,
      rebuilt_days: rebuilt.size,
    };
  };
}
