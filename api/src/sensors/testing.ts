import type { Heartbeat } from './heartbeat.types.js';

/** A heartbeat of a sensor that is well. */
export function heartbeat(nowMs: number, different: Partial<Heartbeat> = {}): Heartbeat {
  return {
    host_id: 'host-1',
    hostname: 'web-1.example',
    sensor_version: '0.1.0',
    started_at: new Date(nowMs - 3_600_000).toISOString(),
    sent_at: new Date(nowMs).toISOString(),
    config_version: 0,
    config_error: '',
    config_overridden: [],
    delivery: 'sending',
    trouble: '',
    backlog_batches: 0,
    backlog_bytes: 0,
    lost: 0,
    counters: { 'intake.requests': 10 },
    ...different,
  };
}
