import { Counter, type Registry } from 'prom-client';
import type { Joined } from './correlation.repository.js';

/** Counters of the correlation, on /metrics. */
export class CorrelationMetrics {
  readonly failures: Counter;
  readonly differentHours: Counter;
  readonly fullRepairs: Counter;
  private readonly requests: Counter<'outcome'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.requests = new Counter({
      name: 'ja4_correlated_requests_total',
      help: 'Requests written to http_logs, by outcome (matched, orphan)',
      labelNames: ['outcome'],
      registers,
    });
    this.failures = new Counter({
      name: 'ja4_correlation_failures_total',
      help: 'Runs of a batch that failed',
      registers,
    });
    this.differentHours = new Counter({
      name: 'ja4_aggregate_differences_total',
      help: 'Hours in which an aggregate differed from http_logs and was rebuilt',
      registers,
    });
    this.fullRepairs = new Counter({
      name: 'ja4_correlation_full_repairs_total',
      help: 'Repairs that ended before all orphans were looked at, since what they found was as much as they may hold',
      registers,
    });
  }

  count({ requests, matched }: Joined): void {
    this.requests.inc({ outcome: 'matched' }, matched);
    this.requests.inc({ outcome: 'orphan' }, requests - matched);
  }
}
