import type { FeatureRow } from '../api-types.js';

/** When and how often somebody was seen, over all of some rows. */
export function sightings(rows: readonly FeatureRow[]): { first_seen: string; last_seen: string; requests: number } {
  return {
    first_seen: rows.map(({ context }) => context.first_seen).reduce((a, b) => (a < b ? a : b)),
    last_seen: rows.map(({ context }) => context.last_seen).reduce((a, b) => (a > b ? a : b)),
    requests: rows.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/** The row with most requests. */
export function busiest(rows: readonly FeatureRow[]): FeatureRow {
  return rows.reduce((most, row) => (row.requests > most.requests ? row : most));
}
