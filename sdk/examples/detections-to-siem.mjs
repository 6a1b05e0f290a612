// Sends detections to a SIEM as documents of the Elastic Common Schema (ECS 8), as they are opened or changed. Where it
// stands is kept in a file after each document, so that a restart goes on there: the SIEM sees every detection at least
// once, and `event.id` with `event.sequence` says which documents are the same. A document that the SIEM refuses ends it.
//
//   JA4_API_URL=https://ja4.example JA4_API_KEY=... SIEM_URL=https://siem.example/_bulk STATE_FILE=siem.state \
//     node detections-to-siem.mjs
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createClient } from '@ja4-platform/sdk';

const { JA4_API_URL: baseUrl, JA4_API_KEY: apiKey, SIEM_URL, STATE_FILE = 'siem.state' } = process.env;
const client = createClient({ baseUrl, apiKey });
const severities = { low: 21, medium: 47, high: 73, critical: 99 };

/** Returns a detection in the words of ECS. */
function ecs(detection) {
  const { detection_id, version, client_ip, host, ja4, kind, level, score, reasons, requests, verdict } = detection;
  return {
    '@timestamp': detection.updated_at,
    ecs: { version: '8.11.0' },
    message: `${level}: ${client_ip} on ${host || 'all hosts'}: ${reasons.map(({ detail }) => detail).join('; ')}`,
    event: {
      id: detection_id,
      sequence: version,
      // The SIEM may have had as an alert what a label or rule suppressed since.
      kind: verdict === 'suppressed' ? 'event' : 'alert',
      category: ['web', 'intrusion_detection'],
      type: ['info'],
      module: 'ja4-platform',
      dataset: 'ja4-platform.detections',
      start: detection.first_seen,
      end: detection.last_seen,
      severity: severities[level],
      risk_score: Math.round(score * 100),
      reference: new URL(`/v1/detections/${detection_id}`, baseUrl).href,
    },
    rule: { name: reasons.map(({ key }) => key), category: kind },
    source: { ip: client_ip, address: client_ip },
    ...(host ? { url: { domain: host } } : {}),
    related: { ip: [client_ip], hosts: host ? [host] : [] },
    // ECS has no field for a JA4.
    labels: { ja4, status: detection.status, verdict, assignee: detection.assignee, requests: String(requests) },
  };
}

async function send(document) {
  const index = JSON.stringify({ create: { _index: 'ja4-platform.detections' } });
  const body = `${index}\n${JSON.stringify(document)}\n`;
  const response = await fetch(SIEM_URL, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the SIEM answered ${response.status}: ${answer}`);
  // A bulk that was taken may have refused what it held.
  const { errors, items } = JSON.parse(answer);
  if (errors) throw new Error(`the SIEM refused ${document.event.id}: ${JSON.stringify(items[0].create.error)}`);
}

/** A file that is written half would begin anew. */
function remember(id) {
  writeFileSync(`${STATE_FILE}.new`, id);
  renameSync(`${STATE_FILE}.new`, STATE_FILE);
}

const beginning = '0-00000000-0000-0000-0000-000000000000';
const lastEventId = existsSync(STATE_FILE) ? readFileSync(STATE_FILE, 'utf8') : beginning;
for await (const { id, data } of client.detections.stream({ lastEventId })) {
  await send(ecs(data));
  remember(id);
}
