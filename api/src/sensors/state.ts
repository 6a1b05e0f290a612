import type { Delivery, SensorState } from './sensors.types.js';

/** Times without news after which a sensor is silent: heartbeats come every 30 s, events when there is traffic. */
const silentAfterMs = { heartbeat: 90_000, batch: 900_000 };
const lagsAfterMs = 60_000;
const help = 'docs/blind-sensor.md says how to find out why.';
/** Fewer events than this in 15 minutes prove nothing. */
const enoughEvents = 20;

/** What the state of a sensor follows from; times in milliseconds since 1970, null when there was none. */
export interface Evidence {
  readonly revokedAt: number | null;
  readonly heartbeatAt: number | null;
  readonly batchAt: number | null;
  readonly delivery: Delivery | null;
  readonly trouble: string;
  readonly backlogBatches: number;
  /** How old the newest events of the last 15 minutes were on arrival; null without any. */
  readonly lagMs: number | null;
  /** Accepted in the last 15 minutes. */
  readonly requests: number;
  readonly handshakes: number;
  /** Of the last 15 minutes: requests over https that found no handshake. */
  readonly orphans: number;
}

/** Returns the state of a sensor and why, in words. */
export function stateOf(evidence: Evidence, nowMs: number): { state: SensorState; reason: string } {
  if (evidence.revokedAt !== null) return { state: 'revoked', reason: 'Its keys were revoked.' };
  const silence = silenceOf(evidence, nowMs);
  if (silence) return { state: 'silent', reason: silence };
  // First: a sensor that catches up sends handshakes before requests, and would look blind meanwhile.
  const lag = lagOf(evidence);
  if (lag) return { state: 'lagging', reason: lag };
  const blindness = blindnessOf(evidence);
  if (blindness) return { state: 'blind', reason: blindness };
  const beat = evidence.heartbeatAt === null ? 'It sends events, but no heartbeats.' : 'It delivers what it sees.';
  return { state: 'healthy', reason: evidence.trouble ? `${beat} It says: ${evidence.trouble}` : beat };
}

function silenceOf({ heartbeatAt, batchAt }: Evidence, nowMs: number): string | undefined {
  if (heartbeatAt === null && batchAt === null) return 'Nothing has come from it yet: does `ja4-sensor run` run there?';
  const isHeard =
    nowMs - (heartbeatAt ?? 0) <= silentAfterMs.heartbeat ||
    nowMs - (batchAt ?? 0) <= (heartbeatAt === null ? silentAfterMs.batch : silentAfterMs.heartbeat);
  if (isHeard) return undefined;
  const forMs = nowMs - Math.max(heartbeatAt ?? 0, batchAt ?? 0);
  return `Nothing has come from it for ${inWords(forMs)}: it does not run, or cannot reach the API.`;
}

function lagOf({ delivery, trouble, backlogBatches, lagMs }: Evidence): string | undefined {
  const waiting = backlogBatches > 0 ? ` ${backlogBatches} batches wait on its host.` : '';
  if (delivery === 'held') return `It keeps its events until a person changes something: ${trouble}.${waiting}`;
  if (delivery === 'waiting') return `Its events do not get through, it tries again: ${trouble}.${waiting}`;
  if (lagMs !== null && lagMs > lagsAfterMs)
    return `Its newest events were ${inWords(lagMs)} old on arrival.${waiting}`;
  return undefined;
}

function blindnessOf({ requests, handshakes, orphans }: Evidence): string | undefined {
  if (handshakes === 0 && orphans >= enoughEvents) {
    return `${orphans} https requests and not one handshake in 15 minutes: neither JsonSockLogTLS is on, nor does the capture see the port of the web server. ${help}`;
  }
  if (requests === 0 && handshakes >= enoughEvents) {
    return `${handshakes} handshakes and not one request in 15 minutes: mod_reqin_log is not loaded, or does not write to the sensor's socket. ${help}`;
  }
  return undefined;
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
