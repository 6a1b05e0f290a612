// A network of namespaces: one for the server, one for each client address, all on one bridge.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.mjs';

export const SERVER = { name: 'ja4s-server', ipv4: '192.0.2.10', ipv6: '2001:db8:80::10' };
export const HOST_NAME = 'shop.example';
const BRIDGE = 'ja4s-bridge';

const ip = (...args) => run('ip', args);
const inNamespace = (name, ...command) => run('ip', ['netns', 'exec', name, ...command]);

async function addHost(name, cable, addresses, routes, { ttl = 64, mtu = 1500 } = {}) {
  await ip('netns', 'add', name);
  await ip('-n', BRIDGE, 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await ip('-n', BRIDGE, 'link', 'set', cable, 'master', 'bridge', 'up');
  // Frames as a real wire carries them: no segment larger than the MTU, checksums filled in.
  await inNamespace(name, 'ethtool', '-K', 'eth0', 'tx', 'off', 'tso', 'off', 'gso', 'off', 'gro', 'off');
  await ip('-n', name, 'link', 'set', 'eth0', 'mtu', String(mtu), 'up');
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  // The TTL a server sees is 64 less the routers in between.
  await inNamespace(name, 'sysctl', '-qw', `net.ipv4.ip_default_ttl=${ttl}`, `net.ipv6.conf.all.hop_limit=${ttl}`);
  await inNamespace(name, 'sysctl', '-qw', `net.ipv6.conf.eth0.hop_limit=${ttl}`);
  for (const address of addresses)
    await ip('-n', name, 'addr', 'add', address, 'dev', 'eth0', ...(address.includes(':') ? ['nodad'] : []));
  for (const route of routes) await ip('-n', name, 'route', 'add', route, 'dev', 'eth0');
}

function writeNames(name, serverAddress) {
  const folder = `/etc/netns/${name}`; // `ip netns exec` binds these over /etc
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/hosts`, `127.0.0.1 localhost\n${serverAddress} ${HOST_NAME}\n`);
  writeFileSync(`${folder}/resolv.conf`, 'nameserver 127.0.0.1\n'); // nobody answers there: no other name resolves
}

/** Builds the network. Each actor gets the namespace `actor.namespace` with its one address. */
export async function buildNetwork(actors) {
  await ip('netns', 'add', BRIDGE);
  await ip('-n', BRIDGE, 'link', 'add', 'bridge', 'type', 'bridge');
  await ip('-n', BRIDGE, 'link', 'set', 'bridge', 'up');
  const clients4 = ['198.51.100.0/24', '203.0.113.0/24'];
  await addHost(SERVER.name, 'server', [`${SERVER.ipv4}/32`, `${SERVER.ipv6}/128`], [...clients4, '2001:db8::/32']);
  for (const [index, actor] of actors.entries()) {
    const isV6 = actor.address.includes(':');
    const target = isV6 ? SERVER.ipv6 : SERVER.ipv4;
    const own = isV6 ? `${actor.address}/128` : `${actor.address}/32`;
    await addHost(actor.namespace, `client${index}`, [own], [target], actor);
    writeNames(actor.namespace, target);
  }
}

/** Removes what buildNetwork made, as far as it came. */
export async function removeNetwork(actors) {
  for (const name of [...actors.map((actor) => actor.namespace), SERVER.name, BRIDGE]) {
    await run('ip', ['netns', 'del', name], { mayFail: true });
    rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
  }
}
