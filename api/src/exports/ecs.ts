import type { Detection, DetectionLevel } from '../detections/detections.types.js';

/** Of the Elastic Common Schema. */
const ecsVersion = '9.4.0';
const severities: Record<DetectionLevel, number> = { low: 21, medium: 47, high: 73, critical: 99 };

/** Returns a detection as an alert of the Elastic Common Schema; what it has no field for is under `ja4_platform`. */
export function ecsOf(detection: Detection): object {
  const { client_ip, host, ja4, reasons } = detection;
  const [reason] = reasons;
  return {
    '@timestamp': detection.last_seen,
    ecs: { version: ecsVersion },
    message: reasons.map(({ detail }) => detail).join('; '),
    tags: [...new Set(reasons.map(({ key }) => key))],
    event: {
      kind: 'alert',
      category: ['intrusion_detection'],
      type: ['info'],
      module: 'ja4_platform',
      dataset: 'ja4_platform.detections',
      provider: 'ja4-platform',
      id: detection.detection_id,
      created: detection.created_at,
      start: detection.first_seen,
      end: detection.last_seen,
      severity: severities[detection.level],
      risk_score: Math.round(detection.score * 100),
      reason: reason?.detail,
    },
    rule: { id: reason?.key, name: reason?.key, category: detection.kind },
    source: { ip: client_ip, address: client_ip },
    ...(host && { destination: { domain: host, address: host } }),
    related: { ip: [client_ip], ...(host && { hosts: [host] }), ...(ja4 && { hash: [ja4] }) },
    ja4_platform: {
      status: detection.status,
      level: detection.level,
      verdict: detection.verdict,
      assignee: detection.assignee,
      requests: detection.requests,
      score: detection.score,
      ja4,
      reasons,
    },
  };
}
