import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * Names this machine for ever, 32 hex digits: made of the machine id, which itself is not to leave the host
 * (machine-id(5)); of the host name where there is none.
 */
export async function hostId(): Promise<string> {
  const machineId = await readFile('/etc/machine-id', 'utf8').catch(() => '');
  const secret = machineId.trim() || hostname();
  return createHmac('sha256', secret).update('ja4-sensor').digest('hex').slice(0, 32);
}
