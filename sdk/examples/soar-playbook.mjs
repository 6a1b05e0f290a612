// A playbook that triages: looks at each open detection, closes what is a known scanner of our own, escalates what is
// certain and strong, and acknowledges the rest for people. Run it every few minutes; a run that is repeated, or two at
// once, change nothing twice, since each change names the version it has seen.
//
//   JA4_API_URL=https://ja4.example JA4_API_KEY=... OWN_SCANNERS=192.0.2.10,192.0.2.11 node soar-playbook.mjs
import { createClient, ProblemError } from '@ja4-platform/sdk';

const client = createClient({ baseUrl: process.env.JA4_API_URL, apiKey: process.env.JA4_API_KEY });
const ownScanners = new Set((process.env.OWN_SCANNERS ?? '').split(',').filter(Boolean));

/** Returns what becomes of a detection, and why. */
function decide({ client_ip, level, reasons }, requestsOfToday) {
  if (ownScanners.has(client_ip)) return { status: 'closed', comment: 'playbook: our own scanner' };
  const strong = reasons.filter(({ severity }) => severity === 'critical' || severity === 'high');
  if (level === 'critical' || strong.length >= 2) {
    const named = strong.map(({ key }) => key).join(', ');
    return { status: 'escalated', comment: `playbook: ${named}; ${requestsOfToday} requests in the last day` };
  }
  return { status: 'acknowledged', comment: `playbook: for a person; ${requestsOfToday} requests in the last day` };
}

const counts = { escalated: 0, acknowledged: 0, closed: 0, changed_by_others: 0 };
// Read whole before it is changed: what is triaged leaves the list that is walked.
const open = await Array.fromAsync(client.detections.list({ status: 'open' }));
for (const { detection_id } of open) {
  const detection = await client.detections.get({ detection_id });
  // A person decided since the list was read: what they say stands.
  if (detection.status !== 'open') {
    counts.changed_by_others++;
    continue;
  }
  const { total } = await client.requests.search({ client_ip: detection.client_ip, count: true, limit: 1 }).page();
  const body = decide(detection, total);
  try {
    await client.detections.triage({ detection_id, ifMatch: client.etag(detection), body });
    counts[body.status]++;
  } catch (error) {
    // Somebody was faster; the next run sees what they made of it.
    if (!(error instanceof ProblemError) || error.status !== 412) throw error;
    counts.changed_by_others++;
  }
}
console.log(JSON.stringify(counts));
