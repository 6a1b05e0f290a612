import type { Client } from '../api-types.js';
import type { Handlers } from '../run.js';

/** Has labels and rules speak on every stored detection, part by part: after a change, and for those that expired. */
export function evaluateJob(client: Client): Handlers['detection']['evaluate'] {
  return async (_data, { report }) => {
    const counts = { suppressed: 0, raised: 0, released: 0, decisions_added: 0, decisions_ended: 0 };
    const names = Object.keys(counts) as (keyof typeof counts)[];
    for (let part = 0, parts = 1; part < parts; part++) {
      const done = await client.rules.evaluate({ body: { part } });
      for (const name of names) counts[name] += done[name];
      ({ parts } = done);
      await report((part + 1) / parts, `part ${part + 1} of ${parts}`);
    }
    return counts;
  };
}
