import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CampaignMember, FoundCampaign } from '../../api-types.js';
import { partsOf } from './campaign-parts.js';

function campaign(size: number): FoundCampaign {
  const members = Array.from({ length: size }, (_, at): CampaignMember => {
    return {
      ...{ client_ip: `2001:db8::${at.toString(16)}`, ja4: 't13d', host: 'shop.example', requests: 1, score: 0.9 },
      ...{ first_seen: '2026-11-22T14:00:00Z', last_seen: '2026-11-22T14:10:00Z', traits: [], measures: {} },
    };
  });
  return { key: 'ja4:t13d', name: 'many', score: 0.9, level: 'high', evidence: [], members };
}

test('parts of a campaign have each member once, in their order, few at a time, and the last says that it is', () => {
  for (const size of [1, 2, 499, 500, 501, 999, 1000, 1001, 5000]) {
    const whole = campaign(size);
    const parts = partsOf(whole);
    assert.deepEqual(
      parts.flatMap(({ members }) => members),
      whole.members,
    );
    assert.ok(parts.every(({ members }) => members.length > 0 && members.length <= 500));
    assert.deepEqual(
      parts.map(({ more }) => more),
      parts.map((_, at) => at < parts.length - 1),
    );
    for (const { members: _members, more: _more, ...facts } of parts) {
      assert.deepEqual({ ...facts, members: whole.members }, whole);
    }
  }
});
