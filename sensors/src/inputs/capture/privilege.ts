import { readFileSync } from 'node:fs';

/** Bit of CAP_NET_RAW (capabilities(7)). */
const netRaw = 1n << 13n;

/** Whether this process may open packet sockets. */
export function mayCapture(): boolean {
  const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return (BigInt(`0x${effective}`) & netRaw) !== 0n;
}
