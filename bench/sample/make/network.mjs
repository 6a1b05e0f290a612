// A network of namespaces: one for the server, one for each client address, all on one bridge.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.mjs';

export const HOST_NAME = 'shop.example';
/** What is on the one wire. */
const networks4 = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];
const networks6 = ['2001:db8::/32'];

/** The server of a network, whose namespaces are named with `prefix`: two with the same cannot be on one machine. */
export const serverOf = (prefix) => ({
  name: `${prefix}-server`,
  bridge: `${prefix}-bridge`,
  ipv4: '192.0.2.10',
  ipv6: '2001:db8:80::10',
});
export const SERVER = serverOf('ja4s');

const ip = (...args) => run('ip', args);
const inNamespace = (name, ...command) => run('ip', ['netns', 'exec', name, ...command]);

/** Makes the interface eth0 of a host, with its addresses and routes. */
async function plugIn(bridge, name, cable, addresses, routes, { ttl = 64, mtu = 1500 }) {
  await ip('-n', bridge, 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await ip('-n', bridge, 'link', 'set', cable, 'master', 'bridge', 'up');
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

/** Makes the server's interface, as at first and after it was removed. */
export const plugServerIn = (server) =>
  plugIn(
    server.bridge,
    server.name,
    'server',
    [`${server.ipv4}/32`, `${server.ipv6}/128`],
    [...networks4, ...networks6],
    {},
  );

/**
 * Builds the network. Each actor gets the namespace `actor.namespace` with its one address; the name of the server leads to
 * `actor.via` where one stands before it.
 */
export async function buildNetwork(actors, server = SERVER) {
  await ip('netns', 'add', server.bridge);
  await ip('-n', server.bridge, 'link', 'add', 'bridge', 'type', 'bridge');
  await ip('-n', server.bridge, 'link', 'set', 'bridge', 'up');
  await ip('netns', 'add', server.name);
  await plugServerIn(server);
  for (const [index, actor] of actors.entries()) {
    const isV6 = actor.address.includes(':');
    const own = isV6 ? `${actor.address}/128` : `${actor.address}/32`;
    const routes = isV6 ? networks6 : networks4;
    await ip('netns', 'add', actor.namespace);
    await plugIn(server.bridge, actor.namespace, `client${index}`, [own], routes, actor);
    writeNames(actor.namespace, actor.via ?? (isV6 ? server.ipv6 : server.ipv4));
  }
}

/** Removes what buildNetwork made, as far as it came. */
export async function removeNetwork(actors, server = SERVER) {
  for (const name of [...actors.map((actor) => actor.namespace), server.name, server.bridge]) {
    await run('ip', ['netns', 'del', name], { mayFail: true });
    rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
  }
}
