import { Counter, type Registry } from 'prom-client';
import type { EventKind } from './events.types.js';

/** Counters of ingest, on /metrics. */
export class EventsMetrics {
  private readonly lines: Counter<'kind' | 'outcome'>;

  constructor(registry: Registry) {
    this.lines = new Counter({
      name: 'ja4_ingest_lines_total',
      help: 'Lines of batches, by kind (http, tls) and outcome (accepted, rejected)',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    });
  }

  count(kind: EventKind, accepted: number, rejected: number): void {
    this.lines.inc({ kind, outcome: 'accepted' }, accepted);
    this.lines.inc({ kind, outcome: 'rejected' }, rejected);
  }
}
