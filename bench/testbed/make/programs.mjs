// Why the test bed cannot be built here, or a client cannot take part.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { missingPrograms } from '../../sample/make/ready.mjs';

const needed = [
  'apache2',
  'apxs',
  'cc',
  'curl',
  'ethtool',
  'ip',
  'make',
  'openssl',
  'python3',
  'sysctl',
  'tcpdump',
  'tshark',
];

/** Why nothing of this can be tried; false when it can. */
export function whyNoTestbed() {
  const missing = missingPrograms(needed);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  if (process.getuid() !== 0) return 'network namespaces need root';
  const name = `ja4t${process.pid}-try`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `network namespaces are not allowed here: ${made.stderr.trim()}`;
  spawnSync('ip', ['netns', 'del', name]);
  if (!existsSync('/usr/lib/apache2/modules')) return "Apache's modules are not where Debian has them";
  return whyNoCapture();
}

/** Why nothing can be captured; false when it can. */
export function whyNoCapture() {
  try {
    createRequire(import.meta.url)('pcap');
    return false;
  } catch {
    return 'pcap is not built: npm run build:capture -w sensors';
  }
}
