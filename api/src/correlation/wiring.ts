import type { Context } from '../context.js';
import { BatchesRepository } from '../events/batches.repository.js';
import type { NetworkLookup } from '../reference-lists/network-lookup.js';
import type { Retention } from '../store/retention.js';
import type { NewestHours } from '../traffic/newest-hours.js';
import { AcceptedHere } from './accepted-here.js';
import { Aggregates } from './aggregates.js';
import { BatchRuns } from './batch-runs.js';
import { CorrelationMetrics } from './correlation.metrics.js';
import { CorrelationRepository } from './correlation.repository.js';
import { CorrelationService } from './correlation.service.js';
import { EarlyBatches } from './early.js';
import { Lane } from './lane.js';
import { Repair } from './repair.js';

interface Correlation {
  readonly batches: BatchesRepository;
  readonly acceptedHere: AcceptedHere;
  readonly correlation: CorrelationService;
}

/** Wires the join, with the batches that it runs and what accepting them tells it. */
export function wireCorrelation(
  { store, clock, settings, logger, metrics: registry }: Context,
  retention: Retention,
  networks: NetworkLookup,
  newestHours: NewestHours,
): Correlation {
  const batches = new BatchesRepository(store);
  const lane = new Lane(store, clock);
  const acceptedHere = new AcceptedHere(lane);
  const reach = { connectionMaxS: settings.JA4_CONNECTION_MAX_S, toleranceMs: settings.JA4_CLOCK_TOLERANCE_MS };
  const joins = new CorrelationRepository(store, reach, networks);
  const aggregates = new Aggregates(store, logger, retention, lane.keepOut);
  const metrics = new CorrelationMetrics(registry);
  const correlation = new CorrelationService(
    joins,
    batches,
    new EarlyBatches(joins),
    new BatchRuns(joins, batches, lane, acceptedHere, aggregates, metrics, logger, clock),
    lane,
    aggregates,
    new Repair(store, reach, retention.days('handshakes')),
    newestHours,
    metrics,
    clock,
    settings.JA4_GRACE_MS,
  );
  return { batches, acceptedHere, correlation };
}
