import { isIPv4 } from 'node:net';
import type { Detection, DetectionLevel } from '../detections/detections.types.js';

const severities: Record<DetectionLevel, number> = { low: 3, medium: 5, high: 8, critical: 10 };

/** Returns a detection as one line of ArcSight's Common Event Format. */
export function cefOf(detection: Detection): string {
  const { client_ip, host, ja4, reasons } = detection;
  const [reason] = reasons;
  const header = ['CEF:0', 'ja4-platform', 'ja4-platform', '1', reason?.key ?? detection.kind, titleOf(detection)];
  const extension: Record<string, string | number> = {
    externalId: detection.detection_id,
    rt: Date.parse(detection.updated_at),
    start: Date.parse(detection.first_seen),
    end: Date.parse(detection.last_seen),
    cnt: detection.requests,
    cat: detection.kind,
    outcome: detection.status,
    ...(isIPv4(client_ip) ? { src: client_ip } : { c6a2: client_ip, c6a2Label: 'Source IPv6 Address' }),
    ...(host && { dhost: host }),
    ...(ja4 && { cs1: ja4, cs1Label: 'JA4' }),
    cs2: [...new Set(reasons.map(({ key }) => key))].join(','),
    cs2Label: 'Reasons',
    cfp1: detection.score,
    cfp1Label: 'Score',
    msg: reasons.map(({ detail }) => detail).join('; '),
  };
  const fields = Object.entries(extension).map(([name, value]) => `${name}=${inExtension(String(value))}`);
  return `${[...header.map(inHeader), severities[detection.level], fields.join(' ')].join('|')}\n`;
}

function titleOf({ reasons, kind, client_ip, host }: Detection): string {
  return `${reasons[0]?.key ?? kind} by ${client_ip}${host && ` on ${host}`}`;
}

/** A header field is one line; `\` and `|` are escaped. */
function inHeader(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\|]/g, String.raw`\$&`);
}

/** Lines stay lines; `\` and `=` are escaped. */
function inExtension(text: string): string {
  return text
    .replaceAll(/[\\=]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
}
