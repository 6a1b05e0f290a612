import { inEnglish, message, type Message } from '@ja4-platform/common';
import type { Delivery, Sensor, SensorState } from './sensors.types.js';

/** Times without news after which a sensor is silent: heartbeats come every 30 s, events when there is traffic. */
const silentAfterMs = { heartbeat: 90_000, batch: 900_000 };
const lagsAfterMs = 60_000;
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

/** Returns the state of a sensor and why, in sentences. */
export function stateOf(evidence: Evidence, nowMs: number): Pick<Sensor, 'state' | 'reason' | 'messages'> {
  const [state, messages] = judgementOf(evidence, nowMs);
  return { state, reason: messages.map(inEnglish).join(' '), messages };
}

function judgementOf(evidence: Evidence, nowMs: number): [SensorState, Message[]] {
  if (evidence.revokedAt !== null) return ['revoked', [message('sensor.revoked')]];
  const silence = silenceOf(evidence, nowMs);
  if (silence) return ['silent', [silence]];
  // First: a sensor that catches up sends handshakes before requests, and would look blind meanwhile.
  const lag = lagOf(evidence);
  if (lag) return ['lagging', [lag, ...backlogOf(evidence)]];
  const blindness = blindnessOf(evidence);
  if (blindness) return ['blind', [blindness, message('sensor.help')]];
  const beat = message(evidence.heartbeatAt === null ? 'sensor.no-heartbeats' : 'sensor.well');
  const { trouble } = evidence;
  return ['healthy', trouble ? [beat, message('sensor.trouble', { trouble })] : [beat]];
}

function silenceOf({ heartbeatAt, batchAt }: Evidence, nowMs: number): Message | undefined {
  if (heartbeatAt === null && batchAt === null) return message('sensor.never');
  const isHeard =
    nowMs - (heartbeatAt ?? 0) <= silentAfterMs.heartbeat ||
    nowMs - (batchAt ?? 0) <= (heartbeatAt === null ? silentAfterMs.batch : silentAfterMs.heartbeat);
  if (isHeard) return undefined;
  return message('sensor.silent', { time: (nowMs - Math.max(heartbeatAt ?? 0, batchAt ?? 0)) / 1000 });
}

function lagOf({ delivery, trouble, lagMs }: Evidence): Message | undefined {
  if (delivery === 'held' || delivery === 'waiting') return message(`sensor.${delivery}`, { trouble });
  return lagMs !== null && lagMs > lagsAfterMs ? message('sensor.lag', { time: lagMs / 1000 }) : undefined;
}

function backlogOf({ backlogBatches: batches }: Evidence): Message[] {
  return batches > 0 ? [message('sensor.backlog', { batches })] : [];
}

function blindnessOf({ requests, handshakes, orphans }: Evidence): Message | undefined {
  if (handshakes === 0 && orphans >= enoughEvents) return message('sensor.no-handshakes', { requests: orphans });
  if (requests === 0 && handshakes >= enoughEvents) return message('sensor.no-requests', { handshakes });
  return undefined;
}
