import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayCapture } from '../inputs/capture/privilege.js';
import type { SensorSettings } from '../settings/sensor-settings.js';
import { good, note, wrong, type Finding } from './finding.js';

const interfacesDir = '/sys/class/net';
const isUp = 1;
/** State of a listening socket in /proc/net/tcp (proc(5)). */
const listening = '0A';

/** Whether the interfaces and ports of the settings can be captured. Nothing to say when none are set. */
export async function captureFindings(settings: SensorSettings): Promise<Finding[]> {
  const { JA4_CAPTURE_INTERFACES: names, JA4_CAPTURE_PORTS: ports } = settings;
  if (!names) return [note('capture', 'off: handshakes come from mod_reqin_log (JsonSockLogTLS On) or network.socket')];
  const findings = [await bindingFinding(), privilegeFinding()];
  for (const name of names) findings.push(interfaceFinding(name));
  const open = listeningPorts();
  for (const port of ports) {
    findings.push(
      open.has(Number(port))
        ? good('ports', `something listens on port ${port}`)
        : wrong(
            'ports',
            `nothing listens on port ${port} here: is JA4_CAPTURE_PORTS right? It is the server's own port`,
          ),
    );
  }
  return findings;
}

async function bindingFinding(): Promise<Finding> {
  try {
    await import('pcap');
    return good('capture', 'libpcap and its binding are there');
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    return wrong('capture', `the binding to libpcap cannot be loaded (${reason}): npm run build:capture -w sensors`);
  }
}

function privilegeFinding(): Finding {
  if (mayCapture()) return good('privilege', 'this user may capture');
  return wrong(
    'privilege',
    'this user may not capture: it needs CAP_NET_RAW (AmbientCapabilities=CAP_NET_RAW in the unit)',
  );
}

function interfaceFinding(name: string): Finding {
  if (name === 'any') return good('interface', 'any: all interfaces');
  const dir = join(interfacesDir, name);
  if (!existsSync(dir)) {
    return wrong('interface', `there is no interface ${name}; there are ${readdirSync(interfacesDir).join(', ')}`);
  }
  const flags = Number(readFileSync(join(dir, 'flags'), 'utf8'));
  if ((flags & isUp) === 0) return wrong('interface', `${name} is down: ip link set ${name} up`);
  return good('interface', `${name} is up`);
}

function listeningPorts(): Set<number> {
  const ports = new Set<number>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    if (!existsSync(table)) continue;
    for (const line of readFileSync(table, 'utf8').trim().split('\n').slice(1)) {
      const [, local = '', , state] = line.trim().split(/\s+/);
      if (state === listening) ports.add(Number.parseInt(local.split(':').at(-1)!, 16));
    }
  }
  return ports;
}
