// One visit of all clients, with the module, the capture, or both; and what each who saw it says.
import { join } from 'node:path';
import { missingPrograms } from '../../sample/make/ready.mjs';
import { run, start } from '../../sample/make/run.mjs';
import { hosts, scriptEnvironment, server as serverHost, shellOn } from './hosts.mjs';
import { startSensor } from './sensor.mjs';
import { balancedPort, startServer } from './server.mjs';
import { loggedRequests, storedHandshakes } from './store.mjs';
import { settled } from './testbed.mjs';
import { watchWire } from './wire.mjs';

/** What the clients behind proxies do. */
const behindScripts = {
  'behind-trusted': `get "https://$SHOP/behind?[1-3]"; get --http2 "https://$SHOP:${balancedPort}/balanced?[1-2]"`,
  'behind-stranger': 'get "https://$SHOP/behind?[1-3]"',
  forger: 'get -H "X-Forwarded-For: 192.0.2.99" "https://$SHOP/forged"',
};

async function runClients({ work, spki }) {
  const there = hosts.clients.filter(({ programs }) => missingPrograms(programs).length === 0);
  const scripts = [
    ...there.map((host) => [host, host.script.join('\n')]),
    ...hosts.behind.map((host) => [host, behindScripts[host.name]]),
  ];
  const runs = scripts.map(([host, script]) =>
    run('ip', shellOn(host, script), { env: scriptEnvironment(work, { spki, name: host.name }) }),
  );
  const failed = (await Promise.allSettled(runs)).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** ClickHouse's way to write a moment. */
const moment = (date) => date.toISOString().replace('T', ' ').replace('Z', '');

/** Runs all clients against a server and a sensor with the settings of a mode. */
export async function visit(testbed, config, { name, tls, settings }) {
  const since = moment(new Date());
  const started = [];
  const begun = async (promise) => {
    const process = await promise;
    started.push(process);
    return process;
  };
  try {
    const wire = await begun(watchWire(testbed.work, name));
    const sensor = await begun(
      startSensor(
        testbed.work,
        { JA4_CAPTURE_PORTS: `443,${balancedPort}`, ...settings },
        { config, namespace: serverHost.name },
      ),
    );
    const server = await begun(startServer(testbed.work, name, `JsonSockLogTLS ${tls}`));
    await runClients(testbed);
    await settled(testbed, sensor);
    return {
      wire: await wire.handshakes(),
      truth: server.requests(),
      requests: await loggedRequests(testbed, since),
      handshakes: await storedHandshakes(testbed, since),
      status: sensor.status(),
      errorLog: server.errorLog(),
    };
  } finally {
    for (const process of started.toReversed()) await process.stop();
  }
}

/** A balancer on the trusted proxy that speaks the PROXY protocol, for a client far away. */
export async function startBalancer() {
  const [trusted] = hosts.proxies;
  const script = join(import.meta.dirname, 'relay.mjs');
  const words = `PROXY TCP4 203.0.113.77 ${serverHost.ipv4} 4000 443\\r\\n`;
  const args = [script, `${trusted.address},${balancedPort}`, `${serverHost.ipv4},${balancedPort}`, words];
  return start('ip', ['netns', 'exec', trusted.namespace, process.execPath, ...args]);
}
