import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@ja4-platform/common';
import { Registry } from 'prom-client';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { UserPage } from '../users/users.types.js';
import { AuditLog, blankEntry } from './audit-log.js';
import { AuditRepository, type AuditBatch } from './audit.repository.js';
import type { AuditEntry, AuditPage } from './audit.types.js';

describe('audit', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let analyst: Record<string, string>;
  before(async () => {
    api = await startHarness();
    analyst = bearer(await api.key({ name: 'ana', kind: 'analyst' }));
  });
  after(() => api.close());

  const list = async (query = ''): Promise<AuditEntry[]> => {
    await api.auditLog.flush();
    return (await answer<AuditPage>(api.call(`/v1/audit?limit=500&${query}`), 200)).items;
  };
  const about = ({ operation, subject, query, outcome, actor_name, actor_kind }: AuditEntry): object => {
    return { operation, subject, query, outcome, actor_name, actor_kind };
  };

  test('200: writes and reads of requests are recorded, with who, what, from where and what came of it', async () => {
    const headers = { ...analyst, 'x-request-id': 'my-search' };
    await answer(api.call('/v1/requests?host=shop.example', { headers }), 200);
    await answer(api.call('/v1/requests/none%20such', { headers: analyst }), 404);
    await answer(send(api, 'POST', '/v1/keys', { name: 'x', kind: 'admin' }, analyst), 403);
    await answer(send(api, 'POST', '/v1/models/retrain', { from: 'once' }, analyst), 422);
    await answer(api.call('/v1/status', { headers: analyst }), 200);
    const ana = { actor_name: 'ana', actor_kind: 'analyst', subject: '', query: '' };
    const entries = await list('actor_name=ana');
    assert.deepEqual(entries.map(about).reverse(), [
      { ...ana, operation: 'requests.search', query: 'host=shop.example', outcome: 200 },
      { ...ana, operation: 'requests.get', subject: 'none such', outcome: 404 },
      { ...ana, operation: 'keys.create', outcome: 403 },
      { ...ana, operation: 'models.retrain', outcome: 422 },
    ]);
    const [search] = await list('request_id=my-search');
    assert.equal(search?.address, '127.0.0.1');
    assert.equal((await list('outcome=403')).length, 1);
    assert.equal((await list('operation=requests.*')).length, 2);
    assert.equal((await list('actor_kind=person')).length, 0);
  });

  test('201: the subject of what was made is its id; a failed login names who tried', async () => {
    const { key_id } = await answer<{ key_id: string }>(
      send(api, 'POST', '/v1/keys', { name: 'x', kind: 'reader' }),
      201,
    );
    assert.equal((await list(`subject=${key_id}`))[0]?.operation, 'keys.create');
    const login = { user: 'mallory', password: 'secret-that-must-not-show' };
    await answer(send(api, 'POST', '/v1/session', login), 401);
    const [entry] = await list('actor_name=mallory');
    assert.deepEqual([entry?.operation, entry?.outcome, entry?.actor], ['session.login', 401, '']);
    assert.doesNotMatch(JSON.stringify(await list()), /must-not-show/);
  });

  test('201: whatever is made, its entry says what', async () => {
    const model = {
      ...{ algorithm: 'x', feature_version: 1, features: ['requests'], parameters: {}, metrics: {}, thresholds: {} },
      ...{ trained_from: '2026-11-15T00:00:00Z', trained_to: '2026-11-22T00:00:00Z', rows: 1, seed: 7 },
      ...{ artifact: 'x', checksum: createHash('sha256').update('x').digest('hex') },
    };
    const label = { label: 'bot', subject: 'address' };
    const webhook = { name: 'x', url: 'https://soar.example/', events: ['detection.opened'] };
    const made: [path: string, body: object, id: string][] = [
      ['decisions', { value: '192.0.2.1', reason: 'x' }, 'decision_id'],
      ['rules', { kind: 'detect', min_score: 0.1 }, 'rule_id'],
      ['labels', { ...label, value: '192.0.2.2' }, 'label_id'],
      ['searches', { name: 'x', page: 'requests', query: {} }, 'search_id'],
      ['webhooks', webhook, 'webhook_id'],
      ['models', model, 'model_id'],
    ];
    for (const [path, body, id] of made) {
      const answered = await answer<Record<string, string>>(send(api, 'POST', `/v1/${path}`, body), 201);
      const subjects = (await list(`operation=${path}.create`)).map(({ subject }) => subject);
      assert.deepEqual(subjects, [answered[id]], path);
    }
    const values = ['192.0.2.3', '192.0.2.4'];
    await answer(send(api, 'POST', '/v1/labels/bulk', { ...label, values }), 201);
    assert.equal((await list('operation=labels.createMany'))[0]?.subject, '192.0.2.3 192.0.2.4');
  });

  test('201: a login that succeeded is of the person who signed in', async () => {
    const { items } = await answer<UserPage>(api.call('/v1/users?login=admin'), 200);
    await answer(send(api, 'POST', '/v1/session', { user: 'admin', password: api.password }), 201);
    const [entry] = await list('operation=session.login&outcome=201');
    assert.deepEqual([entry?.actor, entry?.actor_name, entry?.actor_kind], [items[0]?.user_id, 'admin', 'person']);
  });

  test('an entry that the store refuses is left out and counted, all others are stored', async () => {
    await list();
    const add = (entry: Partial<AuditEntry>): void => api.auditLog.add({ ...blankEntry(), operation: 'odd', ...entry });
    for (let at = 0; at < 9; at++) add({ subject: `${at}`, ...(at === 3 && { time: 'never' }) });
    add({ subject: 'half a \ud83d', actor_name: '\udc00', query: 'q=\ud83d' });
    const stored = (await list('operation=odd')).map(({ subject }) => subject);
    assert.deepEqual(stored.toSorted(), ['0', '1', '2', '4', '5', '6', '7', '8', 'half a \ufffd']);
    assert.match(await api.context.metrics.metrics(), /^ja4_api_audit_refused_total 1$/m);
  });

  test('a kill after any entry of the file of the process before: each is stored, and once', async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'ja4-audit-'));
    t.after(() => rmSync(directory, { recursive: true }));
    const file = join(directory, 'audit.unwritten');
    const stored = new AuditRepository(api.context.store);
    const limits = { queued: 50, batch: 4, flushEveryMs: 3_600_000 };
    const start = (save: (batch: AuditBatch) => Promise<void>): AuditLog =>
      new AuditLog({ save }, directory, createLogger('test', 'silent'), new Registry(), limits);
    const before = start(() => Promise.reject(new Error('away')));
    const subjects = Array.from({ length: 10 }, (_, at) => `${at}`);
    for (const subject of subjects) {
      // The store refuses one of them, so that its batch goes in halves.
      before.add({ ...blankEntry(), operation: 'killed', subject, ...(subject === '1' && { time: 'never' }) });
    }
    await before.close();
    const kept = readFileSync(file, 'utf8');
    for (let writes = 1; writes <= 6; writes++) {
      let done = 0;
      // A process that was killed does nothing more after so many writes.
      const killed = start((batch) => (done++ < writes ? stored.save(batch) : Promise.reject(new Error('killed'))));
      await killed.flush();
      assert.equal(readFileSync(file, 'utf8'), kept);
    }
    await start((batch) => stored.save(batch)).flush();
    assert.ok(!existsSync(file));
    const found = (await list('operation=killed')).map(({ subject }) => subject);
    assert.deepEqual(found.toSorted(), subjects.toSpliced(1, 1));
  });

  test('401: calls of nobody are not recorded', async () => {
    const before = (await list('operation=keys.*')).length;
    assert.equal((await fetch(`${api.address}/v1/keys`)).status, 401);
    assert.equal((await list('operation=keys.*')).length, before);
  });

  test('200: newest first, page by page, reading the list recorded too', async () => {
    await list();
    const to = new Date().toISOString();
    const whole = (await list(`to=${to}`)).map(({ audit_id }) => audit_id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await answer<AuditPage>(api.call(`/v1/audit?limit=3&to=${to}&count=true${cursor}`), 200);
      assert.equal(page.total, whole.length);
      seen.push(...page.items.map(({ audit_id }) => audit_id));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.deepEqual(seen, whole);
    assert.ok((await list('operation=audit.list')).length > 3);
  });

  test('403 without audit:read, which analysts and readers do not have; 4xx names what is wrong', async () => {
    await answer(api.call('/v1/audit', { headers: analyst }), 403);
    await answer(api.call('/v1/audit?cursor=x'), 400);
    await answer(api.call('/v1/audit?from=-1h&to=-2h'), 422);
    await answer(api.call('/v1/audit?outcome=many'), 422);
    await answer(api.call('/v1/audit?colour=red'), 422);
  });
});

test('a store that is away holds nobody up: entries are bounded, counted, and nothing is lost at the end', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-audit-'));
  let isAway = true;
  const saved = new Map<string, AuditBatch>();
  const repository = {
    save: (batch: AuditBatch): Promise<void> => {
      if (isAway) return Promise.reject(new Error('away'));
      saved.set(batch.token, batch);
      return Promise.resolve();
    },
  };
  const metrics = new Registry();
  const limits = { queued: 5, batch: 2, flushEveryMs: 3_600_000 };
  const start = (registry: Registry): AuditLog =>
    new AuditLog(repository, directory, createLogger('test', 'silent'), registry, limits);
  const add = (log: AuditLog, subject: string): void => log.add({ ...blankEntry(), operation: 'x', subject });
  try {
    const log = start(metrics);
    for (const subject of ['1', '2', '3']) add(log, subject);
    await log.flush();
    for (const subject of ['4', '5', '6', '7']) add(log, subject);
    assert.match(await metrics.metrics(), /ja4_api_audit_dropped_total 2/);
    assert.match(await metrics.metrics(), /ja4_api_audit_queued 5/);
    await log.close();
    assert.ok(existsSync(join(directory, 'audit.unwritten')));

    isAway = false;
    const next = start(new Registry());
    await next.flush();
    assert.ok(!existsSync(join(directory, 'audit.unwritten')));
    add(next, '8');
    await next.close();
    const subjects = [...saved.values()].flatMap(({ entries }) => entries.map(({ subject }) => subject));
    assert.deepEqual(subjects, ['1', '2', '3', '4', '5', '2 entries', '8']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a store that hangs holds no end up: what waits is left for the next start, under the tokens it was sent with', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-audit-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const sent: AuditBatch[] = [];
  const hanging = { save: (batch: AuditBatch): Promise<void> => (sent.push(batch), new Promise(() => {})) };
  const limits = { queued: 9, batch: 2, flushEveryMs: 3_600_000 };
  const start = (repository: Pick<AuditRepository, 'save'>): AuditLog =>
    new AuditLog(repository, directory, createLogger('test', 'silent'), new Registry(), limits);
  const log = start(hanging);
  for (const subject of ['1', '2', '3', '4', '5']) log.add({ ...blankEntry(), operation: 'x', subject });
  const begun = performance.now();
  await log.close();
  assert.ok(performance.now() - begun < 3000);

  const taken: AuditBatch[] = [];
  const next = start({ save: (batch) => Promise.resolve(void taken.push(batch)) });
  await next.close();
  assert.deepEqual(
    taken.map(({ entries }) => entries.map(({ subject }) => subject)),
    [['1', '2'], ['3', '4'], ['5']],
  );
  assert.equal(taken[0]!.token, sent[0]!.token);
});

test('a full disk leaves no half of a file, and one that is there does not keep the next process from starting', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-audit-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'audit.unwritten');
  const subjects: string[] = [];
  const save = ({ entries }: AuditBatch): Promise<void> =>
    Promise.resolve(void subjects.push(...entries.map(({ subject }) => subject)));
  const start = (repository: Pick<AuditRepository, 'save'>): AuditLog =>
    new AuditLog(repository, directory, createLogger('test', 'silent'), new Registry());
  for (const text of ['', '[{"token":"x","entr', 'null', '{}', '[{}]']) {
    writeFileSync(file, text);
    const log = start({ save });
    log.add({ ...blankEntry(), operation: 'x', subject: text });
    await log.close();
    assert.equal(readFileSync(`${file}.broken`, 'utf8'), text);
    assert.ok(!existsSync(file));
    assert.equal(subjects.pop(), text);
  }

  symlinkSync('/dev/full', `${file}.tmp`);
  const log = start({ save: () => Promise.reject(new Error('away')) });
  log.add(blankEntry());
  await log.close();
  assert.deepEqual(readdirSync(directory), ['audit.unwritten.broken']);
});

test('a gap in the audit is an entry of its own', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-audit-'));
  const entries: AuditEntry[] = [];
  const repository = {
    save: (batch: AuditBatch): Promise<void> => Promise.resolve(void entries.push(...batch.entries)),
  };
  const limits = { queued: 1, batch: 10, flushEveryMs: 3_600_000 };
  const log = new AuditLog(repository, directory, createLogger('test', 'silent'), new Registry(), limits);
  for (let made = 0; made < 4; made++) log.add({ ...blankEntry(), operation: 'x' });
  await log.close();
  assert.deepEqual(
    entries.map(({ operation, subject }) => [operation, subject]),
    [
      ['x', ''],
      ['audit.dropped', '3 entries'],
    ],
  );
  rmSync(directory, { recursive: true });
});
