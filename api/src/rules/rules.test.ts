import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Decision, DecisionPage } from '../decisions/decisions.types.js';
import type { Detection, Finding } from '../detections/detections.types.js';
import { detectionIdOf } from '../detections/finding.js';
import { finding } from '../testing/findings.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { JsonCalls } from '../testing/json-calls.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import type { Effect } from '../verdicts/verdicts.types.js';
import type { AppliedRule, Rule, RulePage, RuleTrialResult } from './rules.types.js';

const ja4 = 't13d1311h2_f57a46bbacb6_ab7e3b40a677';

describe('rules', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:05:00Z');
  let api: Harness;
  let calls: JsonCalls;
  before(async () => {
    api = await startHarness({ now: () => now });
    calls = new JsonCalls(api);
    for (const [kind, line] of [
      ['asn', '203.0.113.0/24,64496,Example'],
      ['country', '203.0.113.0/24,NL'],
    ] as const) {
      await api.call(`/v1/reference-lists/${kind}?kind=${kind}`, {
        method: 'PUT',
        body: line,
        headers: { 'content-type': 'application/octet-stream' },
      });
    }
  });
  after(() => api.close());

  const add = (body: object): Promise<AppliedRule> => calls.ok(201, 'POST', '/v1/rules', body);
  const remove = (id: string): Promise<Effect> => calls.ok(200, 'DELETE', `/v1/rules/${id}`);
  const dryRun = (body: object): Promise<RuleTrialResult> => calls.ok(200, 'POST', '/v1/rules/dry-run', body);
  const upsert = async (...items: Finding[]): Promise<unknown> =>
    calls.ok(200, 'PUT', '/v1/detections', { items }, await calls.as('worker'));
  const verdict = async (key: string): Promise<[string, string, string]> => {
    const found = await calls.ok<Detection>(200, 'GET', `/v1/detections/${detectionIdOf(key)}`);
    return [found.verdict, found.level, found.verdict_by];
  };
  const decisions = async (query = ''): Promise<Decision[]> =>
    (await calls.ok<DecisionPage>(200, 'GET', `/v1/decisions?${query}`)).items;

  it('200 nothing in an empty database; a dry run of everything touches nothing', async () => {
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/rules?count=true'), { items: [], next_cursor: null, total: 0 });
    const nothing = { suppressed: 0, raised: 0, released: 0, blocked_addresses: null, addresses: 0, requests: 0 };
    assert.deepEqual(await dryRun({ rule: { kind: 'deny', field: 'country', value: 'NL' } }), nothing);
    const blocked = { ...nothing, blocked_addresses: 0 };
    assert.deepEqual(await dryRun({ rule: { kind: 'block', min_score: 0 } }), blocked);
  });

  it('201 each field of an allow rule suppresses, the dry run foretells it, and removal releases', async () => {
    await insertRequests(api.context.store, [
      ...[1, 2, 3].map((seq) =>
        loggedRequest(seq, { client_ip: '203.0.113.7', src_ip: '203.0.113.7', user_agent: 'curl/8.1' }),
      ),
      loggedRequest(4, { client_ip: '2001:db8::9', src_ip: '2001:db8::9', host: 'other.example', ja4: null }),
    ]);
    await upsert(
      finding('a', { client_ip: '203.0.113.7' }),
      finding('b', { client_ip: '2001:db8::9', host: 'other.example', ja4: '', level: 'medium', score: 0.5 }),
    );
    const rules = [
      { field: 'address', value: '203.0.113.0/28' },
      { field: 'ja4', value: ja4 },
      { field: 'asn', value: 'AS64496' },
      { field: 'country', value: 'nl' },
      { field: 'user_agent', value: 'curl/8.1' },
      { field: 'user_agent', value: 'curl/*' },
      { field: 'host', value: 'shop.example' },
      { field: 'host', value: 'shop.*' },
    ];
    for (const rule of rules) {
      const body = { kind: 'allow', ...rule };
      const tried = await dryRun({ rule: body });
      assert.deepEqual([tried.suppressed, tried.raised, tried.released], [1, 0, 0], JSON.stringify(rule));
      if (rule.field !== 'ja4') assert.deepEqual([tried.addresses, tried.requests], [1, 3], JSON.stringify(rule));
      const { rule_id, effect } = await add(body);
      assert.equal(effect.suppressed, 1, JSON.stringify(rule));
      assert.deepEqual(await verdict('a'), ['suppressed', 'critical', `rule:${rule_id}`]);
      assert.equal((await verdict('b'))[0], '');
      assert.equal((await dryRun({ replaces: rule_id })).released, 1);
      assert.equal((await remove(rule_id)).released, 1);
    }
  });

  it('201 deny raises, gives way to labels, and those to the allow list', async () => {
    const deny = await add({ kind: 'deny', field: 'host', value: 'other.example' });
    assert.deepEqual(await verdict('b'), ['raised', 'critical', `rule:${deny.rule_id}`]);
    const legitimate = { label: 'legitimate', subject: 'detection', value: detectionIdOf('b') };
    const { label_id } = await calls.ok<{ label_id: string }>(201, 'POST', '/v1/labels', legitimate);
    assert.equal((await verdict('b'))[2], `label:${label_id}`);
    await calls.ok(200, 'PATCH', `/v1/labels/${label_id}`, { label: 'bot' }, { 'if-match': '"1"' });
    assert.equal((await verdict('b'))[0], 'raised');
    const allow = await add({ kind: 'allow', field: 'address', value: '2001:db8::/32' });
    assert.deepEqual(await verdict('b'), ['suppressed', 'medium', `rule:${allow.rule_id}`]);
    await remove(allow.rule_id);
    await calls.ok(200, 'DELETE', `/v1/labels/${label_id}`);
    await remove(deny.rule_id);
    assert.deepEqual(await verdict('b'), ['', 'medium', '']);
  });

  it('201 detect: what scores lower is suppressed, and a host has a threshold of its own', async () => {
    const everywhere = await add({ kind: 'detect', min_score: 0.6 });
    assert.deepEqual(await verdict('b'), ['suppressed', 'medium', `rule:${everywhere.rule_id}`]);
    assert.equal((await verdict('a'))[0], '');
    const here = await add({ kind: 'detect', min_score: 0.4, host: 'Other.example' });
    assert.deepEqual([here.host, here.effect.released], ['other.example', 1]);
    assert.equal((await verdict('b'))[0], '');
    const changed = await calls.ok<AppliedRule>(
      200,
      'PATCH',
      `/v1/rules/${here.rule_id}`,
      { min_score: 0.7 },
      { 'if-match': '"1"' },
    );
    assert.deepEqual([changed.min_score, changed.effect.suppressed, changed.version], [0.7, 1, 2]);
    await remove(here.rule_id);
    await remove(everywhere.rule_id);
  });

  it('201 block: which detections have their address blocked, and for how long', async () => {
    assert.deepEqual(
      (await decisions()).map(({ value }) => value),
      ['203.0.113.7'],
    );
    const trial = { rule: { kind: 'block', min_score: 0.45, duration_s: 7200 } };
    assert.equal((await dryRun(trial)).blocked_addresses, 2);
    const { rule_id, effect } = await add(trial.rule);
    assert.equal(effect.decisions_added, 2);
    const found = await decisions('address=2001:db8::9');
    assert.equal(found[0]?.expires_at, '2026-11-22T16:04:40.112Z');
    await calls.ok(200, 'PATCH', `/v1/rules/${rule_id}`, { min_score: 1 }, { 'if-match': '"1"' });
    assert.deepEqual(await decisions(), []);
    const bot = { label: 'bot', subject: 'detection', value: detectionIdOf('b') };
    const { label_id } = await calls.ok<{ label_id: string }>(201, 'POST', '/v1/labels', bot);
    assert.deepEqual(
      (await decisions()).map(({ value }) => value),
      ['2001:db8::9'],
      'what a person calls a bot is blocked',
    );
    await calls.ok(200, 'DELETE', `/v1/labels/${label_id}`);
    await remove(rule_id);
    assert.deepEqual(
      (await decisions()).map(({ value }) => value),
      ['203.0.113.7'],
    );
  });

  it('201 deny on a fingerprint, network, country, User-Agent or host blocks who was seen with it', async () => {
    for (const [field, value, address] of [
      ['asn', '64496', '203.0.113.7'],
      ['country', 'NL', '203.0.113.7'],
      ['user_agent', 'curl*', '203.0.113.7'],
      ['host', 'other.example', '2001:db8::9'],
    ] as const) {
      const { rule_id } = await add({ kind: 'deny', field, value });
      const found = await decisions('origin=rule');
      assert.deepEqual(
        found.map(({ value, source_id }) => [value, source_id]),
        [[address, rule_id]],
        field,
      );
      assert.match(found[0]!.reason, new RegExp(`${field} .*deny list`));
      await remove(rule_id);
      assert.deepEqual(await decisions('origin=rule'), []);
    }
  });

  it('201 deny on one host raises what was found there, and no rule blocks it from all hosts', async () => {
    const elsewhere = await add({ kind: 'deny', field: 'ja4', value: 't13d0000h2_000000000000_000000000000' });
    for (const [field, value] of [
      ['country', 'NL'],
      ['host', 'shop.example'],
      ['address', '203.0.113.7'],
    ] as const) {
      const { rule_id } = await add({ kind: 'deny', field, value, host: 'shop.example' });
      assert.deepEqual(await verdict('a'), ['raised', 'critical', `rule:${rule_id}`]);
      assert.deepEqual(await decisions('origin=rule'), [], field);
      await remove(rule_id);
    }
    await remove(elsewhere.rule_id);
  });

  it('200 filters, pages, ETag; merged and unmerged rows read the same', async () => {
    for (const value of ['198.51.100.0/24', '198.51.100.0/25', '192.0.2.1']) {
      now += 1000;
      await add({ kind: 'allow', field: 'address', value, comment: 'x' });
    }
    const whole = await calls.ok<RulePage>(200, 'GET', '/v1/rules?count=true');
    assert.equal(whole.total, 3);
    assert.deepEqual(await calls.pages('/v1/rules?count=true'), whole.items);
    for (const spelling of ['198.51.100.200', '::ffff:198.51.100.200']) {
      const holding = await calls.ok<RulePage>(200, 'GET', `/v1/rules?address=${spelling}&kind=allow&field=address`);
      assert.deepEqual(
        holding.items.map(({ value }) => value),
        ['198.51.100.0/24'],
      );
    }
    await api.context.store.command('test', 'OPTIMIZE TABLE rules FINAL');
    await api.context.store.command('test', 'OPTIMIZE TABLE detections FINAL');
    assert.deepEqual(await calls.ok(200, 'GET', '/v1/rules?count=true'), whole);
    const [rule] = whole.items as [Rule];
    const path = `/v1/rules/${rule.rule_id}`;
    assert.deepEqual(await calls.ok(200, 'GET', path), rule);
    assert.equal((await calls.send('PATCH', path, { comment: 'y' })).status, 428);
    assert.equal((await calls.send('PATCH', path, { comment: 'y' }, { 'if-match': '"7"' })).status, 412);
    assert.equal((await calls.send('DELETE', path, undefined, { 'if-match': '"7"' })).status, 412);
    await calls.ok(200, 'PATCH', path, { comment: 'whatever it was' }, { 'if-match': '*' });
    await remove(rule.rule_id);
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
      assert.equal((await calls.send(method, path, body)).status, 404, method);
    }
    assert.equal((await calls.send('POST', '/v1/rules/dry-run', { replaces: rule.rule_id })).status, 404);
  });

  it('409 a change must not make two rules of one; what is stored while others change detections speaks in a job', async () => {
    const rule = { kind: 'allow', field: 'asn', value: '64500' };
    const everywhere = await add(rule);
    const { redis, store } = api.context;
    const lock = `${store.database}:lock:detections`;
    await redis.set(lock, 'another');
    const here = await add({ ...rule, host: 'shop.example' });
    await redis.del(lock);
    assert.ok(here.effect.job_id);
    const match = { 'if-match': '"1"' };
    const change = await calls.send('PATCH', `/v1/rules/${here.rule_id}`, { host: '' }, match);
    assert.equal(change.status, 409);
    await calls.ok(200, 'PATCH', `/v1/rules/${here.rule_id}`, { comment: 'itself' }, match);
    for (const { rule_id } of [everywhere, here]) await remove(rule_id);
  });

  it('409, 422, 400: what is wrong is named', async () => {
    const allow = { kind: 'allow', field: 'address', value: '198.51.100.0/24' };
    await calls.refused([
      [409, 'POST', '/v1/rules', allow, /change or remove/],
      [422, 'POST', '/v1/rules', { kind: 'allow', field: 'address' }, /\/value is required/],
      [422, 'POST', '/v1/rules', { kind: 'allow', value: 'x' }, /\/field is required/],
      [422, 'POST', '/v1/rules', { ...allow, min_score: 0.5 }, /\/min_score is not of/],
      [422, 'POST', '/v1/rules', { kind: 'detect' }, /\/min_score is required/],
      [422, 'POST', '/v1/rules', { kind: 'detect', min_score: 1.5 }, /min_score/],
      [422, 'POST', '/v1/rules', { kind: 'detect', min_score: 0.5, duration_s: 60 }, /\/duration_s/],
      [422, 'POST', '/v1/rules', { kind: 'block', min_score: 0.5, field: 'host' }, /\/field/],
      [422, 'POST', '/v1/rules', { kind: 'block', min_score: 0.5, duration_s: 1 }, /duration_s/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'asn', value: 'x' }, /\/value/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'address', value: '203.0.113.7/3' }, /\/value .* at least \/8/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'address', value: '::/0' }, /\/value .* at least \/16/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'country', value: 'NLD' }, /\/value/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'host', value: '*' }, /\/value/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'ja4', value: "' OR 1" }, /\/value/],
      [422, 'POST', '/v1/rules', { kind: 'deny', field: 'colour', value: 'red' }, /field/],
      [422, 'POST', '/v1/rules/dry-run', {}, /\/rule/],
      [422, 'POST', '/v1/rules/dry-run', { rule: { ...allow, value: 'x' } }, /\/value/],
      [422, 'POST', '/v1/rules/evaluate', { part: 2 ** 32 }, /part must be at most/],
      [422, 'GET', '/v1/rules?address=1.2.3.4/8', undefined, /query\.address/],
      [400, 'GET', '/v1/rules?cursor=x', undefined, /query\.cursor/],
    ]);
    await calls.ok(200, 'POST', '/v1/rules/dry-run', { rule: { ...allow, value: '0.0.0.0/0' } });
  });

  it('401 and 403 by kind of key', async () => {
    assert.equal((await fetch(`${api.address}/v1/rules`)).status, 401);
    const reader = await calls.as('reader');
    assert.equal((await calls.send('POST', '/v1/rules', { kind: 'detect', min_score: 0 }, reader)).status, 403);
    assert.equal(
      (await calls.send('POST', '/v1/rules/dry-run', { rule: { kind: 'detect', min_score: 0 } }, reader)).status,
      200,
    );
    assert.equal((await calls.send('GET', '/v1/rules', undefined, await calls.as('bouncer'))).status, 403);
  });
});
