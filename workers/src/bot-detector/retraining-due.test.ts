import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureVersion } from '@ja4-platform/common';
import type { Client, Model } from '../api-types.js';
import { retrainingDue } from './retraining-due.js';

const now = Date.parse('2026-11-22T15:00:00Z');
const ago = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();
/** A champion that was made so many hours ago, from the two weeks before. */
const champion = (model_id: string, hours: number, different: Partial<Model> = {}): Partial<Model> => ({
  ...{ model_id, algorithm: model_id, state: 'champion', feature_version: featureVersion },
  ...{ created_at: ago(hours), trained_from: ago(hours + 336), trained_to: ago(hours), ...different },
});

/** What is due with these models, the newest first; `drifted` is the one that traffic has left behind. */
function due(models: Partial<Model>[], drifted = ''): Promise<string | undefined> {
  const page = <T>(items: T[]) => ({ page: () => Promise.resolve({ items }) });
  const client = {
    models: {
      list: ({ state, algorithm }: Partial<Model>) =>
        page(
          models.filter((model) => {
            return (state ?? model.state) === model.state && (algorithm ?? model.algorithm) === model.algorithm;
          }),
        ),
      drift: ({ model_id }: Partial<Model>) => page(model_id === drifted ? [{}] : []),
    },
  } as unknown as Client;
  return retrainingDue(client, { now: () => now });
}

test('traffic that has drifted from either champion is a reason, but not while a model is in the shadow', async () => {
  const both = [champion('http', 2), champion('tls', 20)];
  assert.equal(await due(both), undefined);
  assert.equal(await due(both, 'http'), 'traffic has drifted');
  assert.equal(await due(both, 'tls'), 'traffic has drifted');
  const shadow = champion('in-shadow', 10, { algorithm: 'tls', state: 'shadow' });
  assert.equal(await due([champion('refused', 1, { state: 'refused' }), shadow, ...both], 'tls'), undefined);
});

test('either champion may be young, but one whose traffic made no model any more is no reason', async () => {
  const young = { trained_from: ago(10), trained_to: ago(6) };
  const reason = 'the champion is young and there is twice the history';
  assert.equal(await due([champion('http', 6), champion('tls', 6, young)]), reason);
  assert.equal(await due([champion('http', 6, young), champion('tls', 6)]), reason);
  const early = { trained_from: ago(10), trained_to: ago(7) };
  assert.equal(await due([champion('tls', 2), champion('http', 7, early)]), undefined);
});

test('without a champion of this feature list, or a day later, training is due', async () => {
  assert.equal(await due([]), 'there is no model of this feature list');
  assert.equal(await due([champion('tls', 2, { feature_version: 1 })]), 'there is no model of this feature list');
  assert.equal(await due([champion('http', 24), champion('tls', 24)]), 'the newest model is a day old');
});
