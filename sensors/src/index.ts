export { replay, type EventsClient, type ReplayOptions, type ReplayTotals } from './replay/replay.js';
export { fingerprintFile, type CaptureReport } from './fingerprint.js';
export type { TlsEvent } from './sentinel/event.js';
export { Sentinel, type EventSink } from './sentinel/sentinel.js';
