import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ProblemDetails } from '../http/problem.js';
import { answerOf, problemOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { fillLists } from './filled-lists.js';
import { Specification, type Operation } from './specification.js';

const specification = new Specification();
const lists = specification.operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
/** What a cursor is not bound to. */
const free = ['cursor', 'limit', 'count'];
/** Values that are of the wrong type in one place or another, or too large for a column. */
const hostile = ['fe80::1%eth0', -1, 0.5, 2 ** 33, 1e20];
interface Page {
  readonly items: object[];
  readonly next_cursor: string | null;
  readonly total?: number;
}
const withoutFilters = ['campaigns.history', 'decisions.changes', 'sensors.listTokens'];

describe('cursors', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:30:00Z');
  let api: Harness;
  let values: Readonly<Record<string, string>>;
  const cursors = new Map<string, string>();

  before(async () => {
    api = await startHarness({ now: () => now }, { JA4_RATE_LIMIT: '0' });
    values = await fillLists(api);
    now += 60_000;
    for (const operation of lists) {
      const page = await answerOf<{ next_cursor?: string; cursor?: string }>(api, pathOf(operation, { limit: '1' }));
      const cursor = page.next_cursor ?? page.cursor;
      assert.ok(cursor, `${operation.id} has fewer than two items`);
      cursors.set(operation.id, cursor);
    }
  });
  after(() => api.close());

  const pathOf = ({ path, parameters }: Operation, query: Readonly<Record<string, string>>): string => {
    const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
    const all = { ...Object.fromEntries(needed.map(({ name }) => [name, values[name]!])), ...query };
    return `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!)}?${new URLSearchParams(all).toString()}`;
  };
  const refused = async (operation: Operation, query: Readonly<Record<string, string>>): Promise<void> => {
    const { errors }: ProblemDetails = await problemOf(api, pathOf(operation, query), 400);
    assert.equal(errors?.[0]?.location, 'query.cursor', operation.id);
  };

  it('200 for its own', async () => {
    for (const operation of lists) await answerOf(api, pathOf(operation, { cursor: cursors.get(operation.id)! }));
  });

  it('200 with the same rows for its own of a range that is relative to now, however late', async () => {
    const begun = now;
    for (const operation of lists.filter(({ parameters }) => parameters.some(({ name }) => name === 'from'))) {
      // Calls are audited meanwhile: what comes after this minute is not asked for.
      const query = { from: '-24h', to: new Date(begun).toISOString(), limit: '1' };
      const { next_cursor } = await answerOf<Page>(api, pathOf(operation, query));
      const rest = async (): Promise<object[]> =>
        (await answerOf<Page>(api, pathOf(operation, { ...query, limit: '500', cursor: next_cursor! }))).items;
      const soon = await rest();
      assert.ok(soon.length, operation.id);
      now = begun + 86_370_000;
      assert.deepEqual(await rest(), soon, operation.id);
      now = begun;
    }
  });

  it('200 with how many there are in all, on whichever page that is asked for', async () => {
    // What changed since is no list of what there is.
    for (const operation of lists.filter(({ id }) => id !== 'decisions.changes')) {
      const { items, total } = await answerOf<Page>(api, pathOf(operation, { limit: '500', count: 'true' }));
      assert.equal(total, items.length, operation.id);
      const next = { limit: '1', cursor: cursors.get(operation.id)!, count: 'true' };
      assert.equal((await answerOf<Page>(api, pathOf(operation, next))).total, total, operation.id);
    }
  });

  it('400 for that of every other list', async () => {
    for (const operation of lists) {
      const foreign = [...cursors].filter(([id]) => id !== operation.id);
      await Promise.all(foreign.map(([, cursor]) => refused(operation, { cursor })));
    }
  });

  it('no error of ours for its own with any value of it changed', async () => {
    for (const operation of lists) {
      const values = JSON.parse(Buffer.from(cursors.get(operation.id)!, 'base64url').toString()) as unknown[];
      // The first is what says to which query it belongs.
      for (let at = 1; at < values.length; at++) {
        const changed = hostile.map(async (wrong) => {
          const text = JSON.stringify(values.with(at, wrong));
          const cursor = Buffer.from(text).toString('base64url');
          const { status } = await api.call(pathOf(operation, { cursor }));
          assert.ok([200, 400, 422].includes(status), `${operation.id} ${text}: ${status}`);
        });
        await Promise.all(changed);
      }
    }
  });

  it('400 for its own with another range, sort or filter', async () => {
    const unfiltered: string[] = [];
    for (const operation of lists) {
      const filter = filterOf(operation);
      if (filter) await refused(operation, { cursor: cursors.get(operation.id)!, ...filter });
      else unfiltered.push(operation.id);
    }
    assert.deepEqual(unfiltered.sort(), withoutFilters);
  });
});

/** One optional parameter that a cursor is bound to, with a value that fits; undefined when there is none. */
function filterOf({ parameters }: Operation): Record<string, string> | undefined {
  for (const { name, in: place, required, schema } of parameters) {
    if (place !== 'query' || required || free.includes(name)) continue;
    if (name === 'from') return { from: '-2d' };
    const filter = specification.resolve(schema);
    const { type, enum: values = [] } = specification.resolve(filter.items ?? filter);
    const choices = type === 'boolean' ? ['true', 'false'] : values.map(String);
    // What a filter is without being named makes no other query.
    const value = choices.find((choice) => choice !== String(filter.default));
    if (value !== undefined) return { [name]: value };
  }
  return undefined;
}
