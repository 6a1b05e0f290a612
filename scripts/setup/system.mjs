import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runQuietly } from './command.mjs';
import { SetupError } from './fail.mjs';
import { findProgram } from './paths.mjs';
import { withProgress } from './progress.mjs';

/** What the machine must have: the programs that show it is there, and the packages that bring it. */
const needs = {
  redis: {
    programs: ['redis-server', 'valkey-server'],
    apt: ['redis-server'],
    // Valkey took Redis's place in Fedora 41 and Enterprise Linux 10.
    dnf: ({ id, version }) => [id === 'fedora' || version >= 10 ? 'valkey' : 'redis'],
  },
  browser: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    apt: ['chromium'],
    // Enterprise Linux has Chromium in EPEL only.
    dnf: ({ id }) => (id === 'fedora' ? ['chromium'] : ['epel-release', 'chromium']),
  },
  httpd: { programs: ['apache2', 'httpd'], apt: ['apache2-bin'], dnf: () => ['httpd', 'mod_ssl'] },
  apxs: { programs: ['apxs', 'apxs2'], apt: ['apache2-dev'], dnf: () => ['httpd-devel', 'redhat-rpm-config'] },
  compiler: { programs: ['gcc', 'cc', 'clang'], apt: ['gcc', 'libc6-dev'], dnf: () => ['gcc'] },
  cxx: { programs: ['g++', 'c++', 'clang++'], apt: ['g++'], dnf: () => ['gcc-c++'] },
  python: { programs: ['python3'], apt: ['python3'], dnf: () => ['python3'] },
  // Enterprise Linux has the headers only in a repository that is off at first: there they stay a person's choice.
  pcap: {
    programs: ['pcap-config'],
    apt: ['libpcap-dev'],
    dnf: ({ id }) => (id === 'fedora' ? ['libpcap-devel'] : []),
  },
  make: { programs: ['make'], apt: ['make'], dnf: () => ['make'] },
  curl: { programs: ['curl'], apt: ['curl'], dnf: () => ['curl'] },
  openssl: { programs: ['openssl'], apt: ['openssl'], dnf: () => ['openssl'] },
  ip: { programs: ['ip'], apt: ['iproute2'], dnf: () => ['iproute'] },
  ethtool: { programs: ['ethtool'], apt: ['ethtool'], dnf: () => ['ethtool'] },
  sysctl: { programs: ['sysctl'], apt: ['procps'], dnf: () => ['procps-ng'] },
  tcpdump: { programs: ['tcpdump'], apt: ['tcpdump'], dnf: () => ['tcpdump'] },
  tshark: { programs: ['tshark'], apt: ['tshark'], dnf: () => ['wireshark-cli'] },
  wget: { programs: ['wget'], apt: ['wget'], dnf: () => ['wget'] },
  gnutls: { programs: ['gnutls-cli'], apt: ['gnutls-bin'], dnf: () => ['gnutls-utils'] },
  firefox: { programs: ['firefox-esr', 'firefox'], apt: ['firefox-esr'], dnf: () => ['firefox'] },
};

/** Reads /etc/os-release into the family's id and version; both empty where the file is missing. */
function operatingSystem() {
  let text = '';
  try {
    text = readFileSync('/etc/os-release', 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const value = (name) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { id: value('ID'), version: Number.parseInt(value('VERSION_ID'), 10) || 0 };
}

/** Returns the commands (as argument lists) that install these needs, or undefined when the machine's way is unknown. */
export function installCommands(names, manager, os) {
  if (manager === 'apt') {
    const packages = names.flatMap((name) => needs[name].apt);
    return [
      ['apt-get', '-o', 'DPkg::Lock::Timeout=300', 'update'],
      ['apt-get', '-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', ...packages],
    ];
  }
  if (manager === 'dnf') {
    const packages = names.flatMap((name) => needs[name].dnf(os));
    const repositories = packages.filter((name) => name === 'epel-release');
    const rest = packages.filter((name) => name !== 'epel-release');
    return [repositories, rest].filter((list) => list.length).map((list) => ['dnf', 'install', '-y', ...list]);
  }
  return undefined;
}

/** Returns what stands before a command that needs root: nothing, `sudo -n`, or undefined when there is no way. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram('sudo');
  return sudo && spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? [sudo, '-n'] : undefined;
}

/**
 * Makes sure that the machine has these needs, by its own package manager.
 *
 * @throws SetupError with the one line to run when this user has no right to install.
 */
export async function ensureSystem(names) {
  const missing = names.filter((name) => !findProgram(...needs[name].programs));
  if (missing.length === 0) return;
  const wanted = missing.map((name) => needs[name].programs[0]).join(', ');
  const manager = findProgram('apt-get') ? 'apt' : findProgram('dnf') ? 'dnf' : undefined;
  const commands = installCommands(missing, manager, operatingSystem());
  if (!commands)
    throw new SetupError(`Please install with this system's package manager, then run this again: ${wanted}`);

  const prefix = rootPrefix();
  if (!prefix) {
    const line = commands.map((command) => `sudo ${command.join(' ')}`).join(' && ');
    throw new SetupError(`Missing on this machine: ${wanted}. Run this once, then try again:\n\n  ${line}\n`);
  }
  await withProgress(`Installing ${wanted}`, async () => {
    for (const command of commands) {
      const [program, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
      await runQuietly('system-packages', program, args);
    }
  });
}
