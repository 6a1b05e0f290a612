// Everything together: hosts, platform, server, sensor. Names and paths hold this process's id, so that runs do not collide;
// what a run that was killed has left, the next one removes.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@ja4-platform/sdk';
import { startPlatform } from '../../dist/platform.js';
import { buildNetwork, removeNetwork } from '../../sample/make/network.mjs';
import { run, seconds, start } from '../../sample/make/run.mjs';
import { spkiHash, writeCertificates } from '../../sample/make/server.mjs';
import { prefix, server } from './hosts.mjs';
import { relay } from './relay.mjs';
import { buildModule } from './server.mjs';
import { enrol } from './sensor.mjs';
import { until } from './until.mjs';

const namespaces = () => (existsSync('/run/netns') ? readdirSync('/run/netns') : []);

async function removeHosts(names) {
  for (const name of names) {
    const pids = await run('ip', ['netns', 'pids', name], { mayFail: true });
    const running = pids.split('\n').filter((line) => /^\d+$/.test(line));
    if (running.length > 0) await run('kill', ['-9', ...running], { mayFail: true });
  }
  await removeNetwork(
    names.map((namespace) => ({ namespace })),
    server,
  );
}

/** Namespaces of test beds whose process is gone. */
const abandoned = () =>
  namespaces().filter((name) => {
    const [, pid] = /^ja4t(\d+)-/.exec(name) ?? [];
    return pid && !existsSync(`/proc/${pid}`);
  });

/** An address under which a host reaches the API, with nothing between them but this. */
async function pathToApi(work, apiUrl) {
  const { hostname, port } = new URL(apiUrl);
  const socket = join(work, 'api.socket');
  const here = await relay(socket, `${hostname},${port}`);
  const relayScript = join(import.meta.dirname, 'relay.mjs');
  const there = start('ip', ['netns', 'exec', server.name, process.execPath, relayScript, '127.0.0.1,8000', socket]);
  return { url: 'http://127.0.0.1:8000', stop: () => Promise.all([here.stop(), there.stop()]) };
}

/** Starts the server's host and others, and the platform. `close` removes everything, also when this failed half way. */
export async function startTestbed(others) {
  await removeHosts(abandoned());
  const work = mkdtempSync(join(tmpdir(), `${prefix}-`));
  const closing = [() => rmSync(work, { recursive: true, force: true })];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
  };
  try {
    await chmod(work, 0o755); // httpd's children run as another user
    closing.push(() => removeHosts([...others.map(({ namespace }) => namespace), server.name, server.bridge]));
    const building = [buildNetwork(others, server), writeCertificates(work), buildModule(), startPlatform()];
    const done = await Promise.allSettled(building);
    const platform = done[3].value;
    if (platform) closing.push(() => platform.stop());
    const failed = done.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    const api = await pathToApi(work, platform.apiUrl);
    closing.push(api.stop);
    const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
    return { work, platform, api, client, spki: spkiHash(work), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Enrols the server's host under a name, by a token, and returns the file with the key. */
export async function enrolServer({ work, client, api }, sensorId) {
  const config = join(work, `${sensorId}.conf`);
  writeFileSync(config, '');
  const { token } = await client.sensors.createToken({ body: { sensor_id: sensorId } });
  await enrol(server.name, api.url, token, config);
  return config;
}

/** Waits until everything that the sensor has taken in is in the store, requests with their handshakes. */
export async function settled({ client }, sensor) {
  await seconds(3); // a hello of the wire waits two seconds for the module's
  const isDelivered = () =>
    ['http', 'tls'].every((kind) => {
      const { spool, sender, backlog } = sensor.status()[kind];
      // More than it has stored where it delivers what one that was killed has left.
      return backlog.batches === 0 && sender.accepted + sender.rejected >= spool.stored;
    });
  await until(isDelivered, 'the sensor to deliver');
  await until(async () => (await client.status.get()).backlog.batches === 0, 'the correlation');
}
