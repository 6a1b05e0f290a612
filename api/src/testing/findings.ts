import { exampleDetection } from '../detections/detections.example.js';
import type { Finding } from '../detections/detections.types.js';

/** A finding of a key with what a test needs otherwise. */
export function finding(key: string, different: Partial<Finding> = {}): Finding {
  const { kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons } =
    exampleDetection;
  const usual = { kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons };
  return { key, ...usual, ...different };
}
