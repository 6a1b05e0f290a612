import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './command.mjs';
import { SetupError } from './fail.mjs';
import { platformNode } from './node.mjs';
import { root } from './paths.mjs';
import { withProgress } from './progress.mjs';

const module = join(root, 'node_modules', 'pcap');

/**
 * Builds the binding to libpcap that live capture needs, for the Node that the platform runs on, unless it is there.
 * Packages are installed without their scripts, so nothing else builds it.
 *
 * @throws SetupError when npm left the package out, or with the compiler's words
 */
export async function ensureCapture() {
  if (existsSync(join(module, 'build', 'Release', 'pcap_binding.node'))) return;
  if (!existsSync(module)) throw new SetupError('The npm package pcap is not installed.');
  const env = {
    ...process.env,
    npm_config_ignore_scripts: 'false',
    // As a variable: a command-line flag loses to what a person's npm configuration says.
    npm_config_nodedir: dirname(dirname(platformNode())),
  };
  await withProgress('Building the binding to libpcap', () =>
    runQuietly('capture', 'npm', ['rebuild', 'pcap'], { env }),
  );
}
