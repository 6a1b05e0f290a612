import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { Client, FeatureRow, FoundCampaign, Reason } from '../../api-types.js';
import { featureRow, ja4s } from '../../testing/feature-row.js';
import { Refusals } from '../refusals.js';
import { CampaignWriter } from './campaign-writer.js';
import { campaignOf } from './campaigns.js';
import { clusters } from './clusters.js';
import { pathBuckets } from './path-buckets.js';
import { Suspects } from './suspects.js';
import { UnionFind } from './union-find.js';

const now = Date.parse('2026-11-22T15:10:00Z');
const evidence: Reason[] = [
  { key: 'sensitive-path-scanning', severity: 'high', detail: 'x', feature: null, value: null, expected: null },
];
const orders = { go: 'Host,User-Agent,Accept-Encoding', python: 'Host,User-Agent,Accept-Encoding,Accept,Connection' };

/** One address that guesses passwords, a few requests in an hour. */
const stuffing = (at: number, hour = '2026-11-22T14:00:00Z'): FeatureRow =>
  featureRow({
    hour,
    client_ip: `10.${at >> 8}.${at & 255}.7`,
    ja4: ja4s.openssl,
    requests: 1 + (at % 5),
    context: {
      login_posts: 1 + (at % 5),
      login_posts_refused: 1 + (at % 5),
      header_orders: [orders.python],
      sample_paths: ['/account/login'],
    },
  });
const person = (at: number): FeatureRow =>
  featureRow({
    client_ip: `192.0.2.${at}`,
    context: { header_orders: ['browser'], login_posts: 1, login_posts_refused: 1 },
  });
const scanner = (at: number, different: Partial<FeatureRow['context']> = {}): FeatureRow =>
  featureRow({
    client_ip: `203.0.113.${at}`,
    ja4: ja4s.go,
    context: { header_orders: [orders.go], sample_paths: ['/.env', `/backup-${at}.sql`, '/.git/config'], ...different },
  });

function suspectsOf(
  rows: readonly FeatureRow[],
  leaves: (row: FeatureRow) => Uint32Array | undefined = () => undefined,
) {
  const suspects = new Suspects();
  for (const row of rows) suspects.add(row, row.client_ip.startsWith('203.') ? evidence : [], undefined, leaves);
  return suspects.of(now);
}

const addressesOf = async (rows: readonly FeatureRow[], leaves?: (row: FeatureRow) => Uint32Array | undefined) =>
  (await clusters(suspectsOf(rows, leaves))).map((actors) => actors.map(({ address }) => address));

test('a thousand addresses that guess a password each are one campaign, without the people beside them', async () => {
  const attackers = Array.from({ length: 1000 }, (_, at) => stuffing(at));
  const found = await addressesOf([...attackers, ...Array.from({ length: 200 }, (_, at) => person(at))]);
  assert.deepEqual(
    found.map((addresses) => addresses.length),
    [1000],
  );
  assert.ok(found[0]!.every((address) => address.startsWith('10.')));
});

test('what two addresses share must be two things at least', async () => {
  const alike = [scanner(1), scanner(2), scanner(3)];
  assert.deepEqual(await addressesOf(alike), [['203.0.113.1', '203.0.113.2', '203.0.113.3']]);
  const onlyJa4 = [1, 2, 3].map((at) =>
    scanner(at, { header_orders: [`order ${at}`], sample_paths: [`/${'abc'[at - 1]}`] }),
  );
  assert.deepEqual(await addressesOf(onlyJa4), []);
  assert.deepEqual(await addressesOf([scanner(1), scanner(2)]), [], 'two addresses are none');
});

test('the same leaves in 60 % of the trees are one of the things', async () => {
  const rows = [1, 2, 3].map((at) =>
    scanner(at, { header_orders: [`order ${at}`], sample_paths: [`/${'abc'[at - 1]}`] }),
  );
  const leaves = (same: number) => (row: FeatureRow) =>
    Uint32Array.from({ length: 10 }, (_, tree) => (tree < same ? 1 : Number(row.client_ip.at(-1)) + 10));
  assert.equal((await addressesOf(rows, leaves(6)))[0]?.length, 3);
  assert.deepEqual(await addressesOf(rows, leaves(5)), []);
});

test('others have their turn while thousands are compared', async () => {
  const rows = Array.from({ length: 600 }, (_, at) => scanner(at));
  // Half of the trees say that two are alike, which is not enough.
  const leaves = ({ client_ip }: FeatureRow) =>
    Uint32Array.from({ length: 2000 }, (_, tree) => (tree < 1000 ? 1 : Number(client_ip.split('.').at(-1)) + 10));
  const others = setImmediate('another has its turn');
  assert.equal(await Promise.race([addressesOf(rows, leaves), others]), 'another has its turn');
});

test('nobody is in two campaigns', async () => {
  const traits = fc.record({
    ja4: fc.constantFrom('a', 'b', 'c'),
    order: fc.constantFrom('x', 'y'),
    path: fc.constantFrom('/p', '/q'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(traits, { maxLength: 60 }), async (all) => {
      const rows = all.map(({ ja4, order, path }, at) =>
        featureRow({ client_ip: `203.0.${at}.1`, ja4, context: { header_orders: [order], sample_paths: [path] } }),
      );
      const found = (await addressesOf(rows)).flat();
      assert.equal(new Set(found).size, found.length);
    }),
  );
});

test('rows of the day before, and those that turned out normal, are forgotten', () => {
  const suspects = new Suspects();
  const none = (): undefined => undefined;
  suspects.add(stuffing(1, '2026-11-21T14:00:00Z'), [], undefined, none);
  suspects.add(stuffing(2, '2026-11-21T15:00:00Z'), [], undefined, none);
  suspects.add(stuffing(3), [], undefined, none);
  suspects.add({ ...stuffing(3), requests: 40 }, [], undefined, none);
  assert.deepEqual(
    suspects.of(now).map(({ row }) => row.client_ip),
    ['10.0.2.7'],
  );
});

test('sets of paths that are nearly the same share a bucket, others do not', () => {
  const shared = (a: string[], b: string[]): number => {
    const others = pathBuckets(b);
    return pathBuckets(a).filter((bucket) => others.includes(bucket)).length;
  };
  assert.equal(shared(['/user/1', '/user/22'], ['/user/333']), 4);
  assert.equal(shared(['/a', '/b'], ['/c', '/d']), 0);
  assert.deepEqual(pathBuckets([]), []);
});

test('pairs that are joined are in one group, and every item is in one', () => {
  const pairs = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 30 });
  fc.assert(
    fc.property(pairs, (joined) => {
      const groups = new UnionFind(20);
      for (const [a, b] of joined) groups.join(a, b);
      for (const [a, b] of joined) assert.equal(groups.find(a), groups.find(b));
      const items = groups.groups().flat();
      assert.deepEqual(
        items.sort((a, b) => a - b),
        [...Array(20).keys()],
      );
    }),
  );
});

test('the name of a campaign ends between two characters of its host, however long that is', async () => {
  const host = `${'x'.repeat(149)}😀.example`;
  const [actors] = await clusters(suspectsOf([1, 2, 3].map((at) => ({ ...scanner(at), host }))));
  const { name } = campaignOf(actors!, []);
  assert.ok(name.length <= 200 && name.isWellFormed());
});

test('a campaign keeps its key while its members come and go, and is written when it changed', async () => {
  const written: FoundCampaign[] = [];
  const pageOf = (items: unknown[]) => ({ page: () => Promise.resolve({ items, next_cursor: null }) });
  const client = {
    campaigns: {
      list: () => pageOf([]),
      members: () => pageOf([]),
      write: ({ body }: { body: { items: FoundCampaign[] } }) => Promise.resolve(void written.push(...body.items)),
    },
  } as unknown as Client;
  const writer = new CampaignWriter(client);
  const refusals = new Refusals();
  const attackers = Array.from({ length: 40 }, (_, at) => stuffing(at));
  assert.equal(await writer.write(suspectsOf(attackers.slice(0, 20)), refusals), 1);
  assert.equal(await writer.write(suspectsOf(attackers.slice(0, 20)), refusals), 0);
  // Other handshakes and paths: the traits that named it are not the most common any more.
  const moved = attackers.slice(10).map((row, at) => (at < 10 ? row : { ...row, ja4: ja4s.go }));
  assert.equal(await writer.write(suspectsOf(moved), refusals), 1);
  const [first, second] = written;
  assert.equal(second!.key, first!.key);
  assert.match(first!.key, /^ja4:t13d3013h2_1d37bd780c83_8537cf56674e\|header_order:/);
  assert.deepEqual([first!.members.length, first!.level], [20, 'medium']);
  assert.equal(first!.evidence[0]!.members, 20);
  assert.ok(first!.members[0]!.traits.length >= 2);
});
