import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../setup/paths.mjs';
import { skipWithoutServices, startApi } from '../testing/api.mjs';
import { sendTraffic, writeDetections } from '../testing/traffic.mjs';

const directory = join(root, 'sdk/examples');
const run = promisify(execFile);

describe('examples of the SDK', { skip: skipWithoutServices }, () => {
  let api;
  const seen = new Set();
  const servers = [];
  before(async () => {
    api = await startApi();
    await sendTraffic(api);
    await writeDetections(api, [
      { client_ip: '203.0.113.7', level: 'critical' },
      { client_ip: '203.0.113.8', level: 'low' },
      { client_ip: '192.0.2.10', level: 'high' },
    ]);
  });
  after(async () => {
    for (const server of servers) server.close();
    await api.close();
    assert.deepEqual([...seen].sort(), readdirSync(directory).sort(), 'each example is tried');
  });

  async function example(name, args = [], env = {}, signal = undefined) {
    seen.add(name);
    const credentials = { JA4_API_URL: api.baseUrl, JA4_API_KEY: api.apiKey };
    const { stdout } = await run(process.execPath, [join(directory, name), ...args], {
      env: { ...process.env, ...credentials, ...env },
      signal,
    });
    return stdout.trimEnd().split('\n');
  }

  /** Listens on loopback until all is over; returns the base URL. */
  async function serve(listener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${server.address().port}`;
  }

  it('hunt: finds the client with one handshake and many names', async () => {
    const [summary, ...suspects] = await example('hunt.mjs', ['-1h']);
    assert.match(summary, /^1 fingerprints of .*, 1 with too many names$/);
    const { ja4, agents, addresses } = JSON.parse(suspects[0]);
    assert.deepEqual([ja4, agents, addresses], ['t13d1516h2_8daaf6152771_d8a2da3f94cd', 3, 1]);
  });

  it('detections-to-siem: sends each as ECS, stops at what is refused, and goes on where it stood', async () => {
    const documents = [];
    let refusal = { type: 'document_parsing_exception', reason: 'failed to parse field [source.ip]' };
    const baseUrl = await serve(async (incoming, response) => {
      const document = JSON.parse((await text(incoming)).split('\n')[1]);
      if (refusal === undefined) documents.push(document);
      const create = refusal ? { status: 400, error: refusal } : { status: 201 };
      response.end(JSON.stringify({ errors: refusal !== undefined, items: [{ create }] }));
    });
    const state = mkdtempSync(join(tmpdir(), 'ja4-siem-'));
    const env = { SIEM_URL: `${baseUrl}/_bulk`, STATE_FILE: join(state, 'at') };
    const refused = example('detections-to-siem.mjs', [], env, AbortSignal.timeout(30_000));
    await assert.rejects(refused, /failed to parse field \[source\.ip\]/);
    refusal = undefined;
    /** Runs it until the SIEM has so many documents. */
    async function until(count) {
      const stop = new AbortController();
      const running = example('detections-to-siem.mjs', [], env, stop.signal).catch(() => undefined);
      while (documents.length < count) await sleep(50);
      await sleep(300);
      stop.abort();
      await running;
    }
    await until(3);
    assert.deepEqual(documents.map(({ source }) => source.ip).sort(), ['192.0.2.10', '203.0.113.7', '203.0.113.8']);
    for (const { event, ecs, labels, message } of documents) {
      assert.deepEqual([event.kind, ecs.version, event.sequence], ['alert', '8.11.0', 1]);
      assert.equal(labels.ja4, 't13d1516h2_8daaf6152771_d8a2da3f94cd');
      assert.match(message, /sensitive paths/);
    }
    await writeDetections(api, [{ client_ip: '203.0.113.9', level: 'low' }]);
    await until(4);
    assert.equal(documents.length, 4);
    assert.equal(documents[3].source.ip, '203.0.113.9');
    const ours = { label: 'legitimate', subject: 'address', value: '203.0.113.11' };
    await api.call('POST', '/v1/labels', ours);
    await writeDetections(api, [{ client_ip: ours.value, level: 'critical' }]);
    await until(5);
    const { event, source, labels } = documents[4];
    assert.deepEqual([source.ip, event.kind, labels.verdict], [ours.value, 'event', 'suppressed']);
    rmSync(state, { recursive: true });
  });

  it('blocklist-to-nftables: writes what nft takes, all of it in one transaction', async () => {
    for (const value of ['198.51.100.66', '198.51.100.128/25', '2001:db8:bad::/48']) {
      await api.call('POST', '/v1/decisions', { value, reason: 'example' });
    }
    const script = (await example('blocklist-to-nftables.mjs')).join('\n');
    for (const block of ['198.51.100.66', '198.51.100.128/25', '2001:db8:bad::/48'])
      assert.ok(script.includes(block), block);
    assert.ok(script.startsWith('table inet ja4_platform {}\ndelete table inet ja4_platform\n'));
    // nft itself says whether it would take the script, where it is and may look.
    const nft = spawnSync('nft', ['-c', '-f', '-'], { input: script });
    const isAbsent = nft.error?.code === 'ENOENT' || /Operation not permitted|netlink/.test(String(nft.stderr));
    if (!isAbsent) assert.equal(nft.status, 0, String(nft.stderr));
  });

  it('soar-playbook: triages what is open, and nothing twice', async () => {
    const env = { OWN_SCANNERS: '192.0.2.10' };
    const [counts] = await example('soar-playbook.mjs', [], env);
    assert.deepEqual(JSON.parse(counts), { escalated: 1, acknowledged: 2, closed: 1, changed_by_others: 0 });
    const { items } = await api.call('GET', '/v1/detections');
    const statusOf = Object.fromEntries(items.map(({ client_ip, status }) => [client_ip, status]));
    assert.deepEqual(statusOf, {
      '203.0.113.7': 'escalated',
      '203.0.113.8': 'acknowledged',
      '203.0.113.9': 'acknowledged',
      '192.0.2.10': 'closed',
    });
    const [again] = await example('soar-playbook.mjs', [], env);
    assert.deepEqual(JSON.parse(again), { escalated: 0, acknowledged: 0, closed: 0, changed_by_others: 0 });
  });

  it('soar-playbook: leaves as it is what a person closed after the list was read', async () => {
    await writeDetections(api, [{ client_ip: '203.0.113.10', level: 'critical' }]);
    const person = { status: 'closed', comment: 'a test of ours' };
    const baseUrl = await serve(async (incoming, response) => {
      const { method, url, headers } = incoming;
      const isRead = method === 'GET' && url.startsWith('/v1/detections/');
      if (isRead) await api.call('PATCH', url, person, { 'if-match': '"1"' });
      const passedOn = request(api.baseUrl + url, { method, headers }, (answer) => {
        answer.pipe(response.writeHead(answer.statusCode, answer.headers));
      });
      incoming.pipe(passedOn);
    });
    const [counts] = await example('soar-playbook.mjs', [], { JA4_API_URL: baseUrl });
    assert.deepEqual(JSON.parse(counts), { escalated: 0, acknowledged: 0, closed: 0, changed_by_others: 1 });
    const { items } = await api.call('GET', '/v1/detections?client_ip=203.0.113.10');
    assert.deepEqual([items[0].status, items[0].comment], ['closed', person.comment]);
  });
});
