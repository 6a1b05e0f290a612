import { hour, type Actor } from './actor.js';
import { EventWriter, type EventLines } from './event-lines.js';

/** The traffic of one hour. */
export interface TrafficHour extends EventLines {
  /** Milliseconds since 1970 UTC. */
  readonly start: number;
}

/** What the actors do, hour by hour, from `from` to `to`. Memory is one hour's events and what browsers keep. */
export function* traffic(actors: readonly Actor[], from: number, to: number): Generator<TrafficHour, void> {
  const writer = new EventWriter(`5eed-${(from / 1000).toString(36)}`);
  for (let start = from; start < to; start += hour) {
    const lines: EventLines = { http: [], tls: [] };
    for (const actor of actors) {
      if (actor.from >= start + hour || actor.to <= start) continue;
      const steps = actor.act(start).sort((a, b) => a.time - b.time);
      writer.write(actor, steps, lines);
    }
    yield { start, ...lines };
  }
}
