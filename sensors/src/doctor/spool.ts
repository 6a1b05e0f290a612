import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isLocked } from '../run/lock.js';
import { readStatus, type SensorStatus } from '../run/status.js';
import type { SensorSettings } from '../settings/sensor-settings.js';
import { good, note, wrong, type Finding } from './finding.js';

const oldStatusMs = 15_000;

/** Whether the spool can be written and has room, and what a sensor that runs says about itself. */
export async function spoolFindings({ JA4_SPOOL_DIR: dir, JA4_SPOOL_MB: mb }: SensorSettings): Promise<Finding[]> {
  const place = existsSync(dir) ? dir : dirname(dir);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    return [wrong('spool', `this user may not write to ${place}: make ${dir}, owned by the sensor's user`)];
  }
  const findings = [good('spool', `${dir} can be written`)];
  const { bavail, bsize } = await statfs(place);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb < mb)
    findings.push(note('spool', `${freeMb} MB are free where up to ${mb} MB may be kept (JA4_SPOOL_MB)`));
  if (!(await isLocked(dir))) return [...findings, note('sensor', 'does not run')];
  const status = await readStatus(dir);
  return [...findings, ...(status ? statusFindings(status, mb) : [])];
}

function statusFindings(status: SensorStatus, mb: number): Finding[] {
  const ageMs = Date.now() - Date.parse(status.written_at);
  if (ageMs > oldStatusMs) {
    return [
      wrong('sensor', `runs (process ${status.pid}) but has not written its status for ${Math.round(ageMs / 1000)} s`),
    ];
  }
  const findings = [good('sensor', `runs (process ${status.pid})`)];
  for (const kind of ['http', 'tls'] as const) {
    const { health, reason, backlog, spool, sender } = status[kind];
    const waiting = `${backlog.batches} batches wait`;
    if (health === 'held') findings.push(wrong('delivery', `${kind}: ${waiting} until this is changed: ${reason}`));
    if (health === 'waiting') findings.push(note('delivery', `${kind}: ${waiting}: ${reason}`));
    if (spool.dropped > 0)
      findings.push(wrong('spool', `${spool.dropped} ${kind} events were dropped: ${mb} MB were not enough`));
    if (spool.refused > 0) findings.push(wrong('spool', `${spool.refused} ${kind} events found no room on the disk`));
    if (sender.rejected > 0)
      findings.push(note('delivery', `the API refused ${sender.rejected} ${kind} events; the log says why`));
  }
  for (const { interface: name, trouble, counters } of status.captures) {
    if (trouble) findings.push(wrong('capture', `${name}: ${trouble}`));
    if (counters.droppedByKernel > 0)
      findings.push(note('capture', `${name}: the kernel dropped ${counters.droppedByKernel} packets`));
  }
  if (status.http_socket.connections === 0) {
    findings.push(
      note('http.socket', 'no module has connected yet: is mod_reqin_log loaded, with JsonSockLogEnabled On?'),
    );
  }
  return findings;
}
