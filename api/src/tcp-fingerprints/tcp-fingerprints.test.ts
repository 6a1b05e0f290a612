import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { agents, day, traffic } from '../testing/traffic.js';
import type { TcpFingerprint, TcpFingerprintPage, TcpMismatch, TcpMismatchPage } from './tcp-fingerprints.types.js';

describe('TCP fingerprints', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (query = ''): Promise<TcpFingerprintPage> =>
    answerOf(api, `/v1/tcp-fingerprints?${day}&count=true&${query}`);
  const mismatches = (query = ''): Promise<TcpMismatchPage> =>
    answerOf(api, `/v1/tcp-fingerprints/mismatches?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    assert.deepEqual([(await list('stack=linux')).items, (await mismatches()).total], [[], 0]);
  });

  it('200 what the packets look like, and what their senders say', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list();
    assert.equal(total, 2);
    assert.deepEqual(items[0], {
      ...{ fingerprint: '64:64240:1460:7:2-4-8-1-3', stack: 'linux', initial_ttl: 64, window_size: 64_240 },
      ...{ mss: 1460, window_scale: 7, options: '2-4-8-1-3', requests: 20, ips: 3, mismatches: 5 },
      claimed: [
        { value: 'other', requests: 12, share: 0.6 },
        { value: 'windows', requests: 5, share: 0.25 },
        { value: 'linux', requests: 3, share: 0.15 },
      ],
      first_seen: '2026-11-22T09:30:00.000000Z',
      last_seen: '2026-11-22T14:00:11.000000Z',
    } satisfies TcpFingerprint);
    assert.deepEqual([items[1]?.stack, items[1]?.mismatches], ['windows', 0]);
    for (const sort of ['-requests', '-ips', '-mismatches', '-last_seen']) {
      const whole = (await list(`sort=${sort}`)).items;
      assert.deepEqual(await allPages<TcpFingerprint>(api, `/v1/tcp-fingerprints?${day}&sort=${sort}`), whole, sort);
    }
    assert.equal((await list('host=www.example')).total, 1);
    assert.equal((await list('client_ip=203.0.113.66')).items[0]?.requests, 5);
    assert.deepEqual(
      (await list('stack=windows')).items.map(({ stack }) => stack),
      ['windows'],
    );
  });

  it('200 addresses whose operating systems contradict', async () => {
    const { items, total } = await mismatches();
    assert.equal(total, 1);
    assert.deepEqual(items[0], {
      ...{ client_ip: '203.0.113.66', stacks: ['linux'], claimed: ['windows'], mismatches: 5, ja4s: 2 },
      user_agent: agents.chrome,
      first_seen: '2026-11-22T12:00:00.000000Z',
      last_seen: '2026-11-22T13:00:00.000000Z',
    } satisfies TcpMismatch);
    assert.equal((await mismatches('stack=apple')).total, 0);
  });

  it('200 knows the stacks of the usual systems', async () => {
    const stacks: [ttl: number, options: string, stack: string][] = [
      [128, '2-1-3-1-1-4', 'windows'],
      [113, '2-1-3-1-1-4', 'windows'],
      [64, '2-4-8-1-3', 'linux'],
      [41, '2-4-8-1-3', 'linux'],
      [58, '2-1-3-1-1-8-4-0', 'apple'],
      [64, '2-1-3-4-8', 'bsd'],
      [64, '2-1-1-4-1-3-1-1-8', 'bsd'],
      [50, '2', 'scanner'],
      [255, '', 'scanner'],
      [255, '2-4-8-1-3', 'other'],
      [64, '3-2', 'other'],
    ];
    await insertRequests(
      api.context.store,
      stacks.map(([ip_meta_ttl, tcp_meta_options], index) =>
        loggedRequest(1000 + index, {
          ip_meta_ttl,
          tcp_meta_options,
          client_ip: `192.0.2.${index}`,
          src_ip: `192.0.2.${index}`,
        }),
      ),
    );
    for (const [index, [ttl, options, stack]] of stacks.entries()) {
      const { items } = await list(`client_ip=192.0.2.${index}`);
      assert.deepEqual(
        items.map((item) => [item.options, item.stack]),
        [[options, stack]],
        `${ttl} ${options}`,
      );
    }
  });

  it('200 leaves out what sent no SYN: there is the time to live of a datagram', async () => {
    const tcp = { tcp_meta_window_size: null, tcp_meta_mss: null, tcp_meta_window_scale: null, tcp_meta_options: null };
    const quic = { ...tcp, transport: 'q', http_version: '3', ip_meta_ttl: 55 } as const;
    const address = { client_ip: '192.0.2.150', src_ip: '192.0.2.150' };
    await insertRequests(api.context.store, [loggedRequest(1500, { ...quic, ...address })]);
    assert.equal((await list('client_ip=192.0.2.150')).total, 0);
    assert.ok((await list()).items.every(({ window_size }) => window_size !== null));
  });

  it('200 leaves out what a proxy sent', async () => {
    await insertRequests(api.context.store, [loggedRequest(2000, { client_ip: '192.0.2.200' })]);
    assert.equal((await list('client_ip=192.0.2.200')).total, 0);
  });

  it('4xx names the parameter that is wrong', async () => {
    for (const path of ['', '/mismatches']) {
      await refuses(api, `/v1/tcp-fingerprints${path}`, {
        'stack=amiga': 'stack',
        'client_ip=nowhere': 'client_ip',
        'sort=size': 'sort',
        'cursor=abc': 'cursor',
      });
    }
  });

  it('401 and 403 without a key that may read', async () => {
    for (const path of ['', '/mismatches']) await needsScope(api, `/v1/tcp-fingerprints${path}`);
  });
});
