import type { Detection, DetectionLevel, DetectionStatus } from '../detections/detections.types.js';

const severities: Record<DetectionLevel, readonly [id: number, name: string]> = {
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};
const statuses: Record<DetectionStatus, readonly [id: number, name: string]> = {
  open: [1, 'New'],
  acknowledged: [2, 'In Progress'],
  escalated: [2, 'In Progress'],
  closed: [4, 'Resolved'],
};
const suppressed = [3, 'Suppressed'] as const;
const ipAddress = { type_id: 2, type: 'IP Address' } as const;
const hostname = { type_id: 1, type: 'Hostname' } as const;

/** Returns a detection as a Detection Finding (class 2004) of the Open Cybersecurity Schema Framework 1.4. */
export function ocsfOf(detection: Detection): object {
  const { client_ip, host, ja4, reasons, level, status, verdict } = detection;
  const [severity_id, severity] = severities[level];
  const [status_id, statusName] = verdict === 'suppressed' ? suppressed : statuses[status];
  const [activity_id, activity_name] =
    status === 'closed' ? [3, 'Close'] : detection.version === 1 ? [1, 'Create'] : [2, 'Update'];
  const [reason] = reasons;
  const analytic =
    detection.kind === 'anomaly' ? { type_id: 4, type: 'Learning (ML/DL)' } : { type_id: 1, type: 'Rule' };
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    activity_id,
    activity_name,
    type_uid: 200400 + activity_id,
    type_name: `Detection Finding: ${activity_name}`,
    time: milliseconds(detection.updated_at),
    start_time: milliseconds(detection.first_seen),
    end_time: milliseconds(detection.last_seen),
    count: detection.requests,
    severity_id,
    severity,
    status_id,
    status: statusName,
    is_alert: status !== 'closed' && verdict !== 'suppressed',
    confidence_score: Math.round(detection.score * 100),
    message: reasons.map(({ detail }) => detail).join('; '),
    ...(detection.comment && { comment: detection.comment }),
    metadata: { version: '1.4.0', product: { name: 'ja4-platform', vendor_name: 'ja4-platform' }, uid: detection.key },
    finding_info: {
      uid: detection.detection_id,
      title: `${reason?.key ?? detection.kind} by ${client_ip}${host && ` on ${host}`}`,
      ...(reason && { desc: reason.detail }),
      types: [...new Set(reasons.map(({ key }) => key))],
      created_time: milliseconds(detection.created_at),
      modified_time: milliseconds(detection.updated_at),
      first_seen_time: milliseconds(detection.first_seen),
      last_seen_time: milliseconds(detection.last_seen),
      analytic: { ...analytic, name: reason?.key ?? detection.kind, uid: detection.model_id ?? reason?.key },
    },
    evidences: [
      {
        src_endpoint: { ip: client_ip },
        ...(host && { dst_endpoint: { hostname: host } }),
        ...(ja4 && { ja4_fingerprint_list: [{ type_id: 1, type: 'JA4', value: ja4 }] }),
        data: { reasons },
      },
    ],
    observables: [
      { name: 'evidences[].src_endpoint.ip', ...ipAddress, value: client_ip },
      ...(host ? [{ name: 'evidences[].dst_endpoint.hostname', ...hostname, value: host }] : []),
    ],
  };
}

function milliseconds(time: string): number {
  return Date.parse(time);
}
