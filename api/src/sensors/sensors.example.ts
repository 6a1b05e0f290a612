import type { CreatedSensorToken, SensorKey, SensorToken } from './enrolment.types.js';
import type { SensorConfiguration } from './heartbeat.types.js';
import type { Sensor, SensorCounters, SensorDetail } from './sensors.types.js';

export const exampleSensor: Sensor = {
  sensor_id: 'web-1',
  state: 'healthy',
  reason: 'It delivers what it sees.',
  messages: [{ key: 'sensor.well', values: {} }],
  hostname: 'web-1.example',
  sensor_version: '0.1.0',
  started_at: '2026-11-23T06:00:00Z',
  last_heartbeat_at: '2026-11-23T07:59:45Z',
  last_batch_at: '2026-11-23T07:59:59Z',
  requests: 2400,
  handshakes: 310,
  lag_ms: 1200,
  clock_skew_ms: 3,
  delivery: 'sending',
  backlog_batches: 0,
  backlog_bytes: 0,
  lost: 0,
  config_version: 1,
  applied_config_version: 1,
  enrolled_at: '2026-11-20T08:00:00Z',
  revoked_at: null,
};

export const exampleSensorDetail: SensorDetail = {
  sensor_id: 'web-1',
  state: 'healthy',
  reason: 'It delivers what it sees.',
  messages: [{ key: 'sensor.well', values: {} }],
  hostname: 'web-1.example',
  sensor_version: '0.1.0',
  started_at: '2026-11-23T06:00:00Z',
  last_heartbeat_at: '2026-11-23T07:59:45Z',
  last_batch_at: '2026-11-23T07:59:59Z',
  requests: 2400,
  handshakes: 310,
  lag_ms: 1200,
  clock_skew_ms: 3,
  delivery: 'sending',
  backlog_batches: 0,
  backlog_bytes: 0,
  lost: 0,
  config_version: 1,
  applied_config_version: 1,
  enrolled_at: '2026-11-20T08:00:00Z',
  revoked_at: null,
  host_id: 'd6b6a3c7c9f24b0f8e1c6f3a2b1d0e9f',
  enrolled_by: 'admin',
  trouble: '',
  config_error: '',
  config_overridden: [],
  counters: { 'intake.requests': 2400, 'http.spool.stored': 2400 },
};

export const exampleConfiguration: SensorConfiguration = {
  sensor_id: 'web-1',
  version: 1,
  settings: { JA4_EXCLUDE: '192.0.2.0/24', JA4_SAMPLE_PERCENT: '50' },
  updated_at: '2026-11-22T08:00:00Z',
  updated_by: 'admin',
};

export const exampleCounters: SensorCounters = {
  from: '2026-11-23T07:00:00.000000Z',
  to: '2026-11-23T08:00:00.000000Z',
  step_s: 60,
  items: [{ name: 'intake.requests', points: [{ time: '2026-11-23T07:59:00Z', increase: 40 }] }],
};

export const exampleToken: SensorToken = {
  token_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  sensor_id: 'web-1',
  created_at: '2026-11-20T07:55:00Z',
  created_by: 'admin',
  expires_at: '2026-11-20T08:55:00Z',
  used_at: null,
};

export const exampleSensorKey: SensorKey = {
  sensor_id: 'web-1',
  key_id: '0f7c7a52-6f0c-4c36-9b1c-7c1d5d8a9d22',
  key: 'ja4_sensor_...',
};

export const exampleNewToken: CreatedSensorToken = {
  token_id: '5f0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  sensor_id: 'web-1',
  created_at: '2026-11-20T07:55:00Z',
  created_by: 'admin',
  expires_at: '2026-11-20T08:55:00Z',
  used_at: null,
  token: 'ja4_enrol_...',
};
