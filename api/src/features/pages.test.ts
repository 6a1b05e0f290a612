import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';

interface Page {
  items: object[];
  next_cursor: string | null;
}

describe('pages of a range that is relative to now', { skip: skipWithoutServices }, () => {
  const start = Date.parse('2026-11-22T15:59:00Z');
  let now = start;
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now });
    const time = '2026-11-22T13:10:00.000000Z';
    const addresses = ['203.0.113.1', '203.0.113.2'];
    const requests = ['t13d_a', 't13d_b'].flatMap((ja4) =>
      addresses.map((src_ip, seq) =>
        loggedRequest(seq, { batch_id: crypto.randomUUID(), time, ja4, src_ip, client_ip: src_ip }),
      ),
    );
    await insertRequests(api.context.store, requests);
    const handshakes = ['198.51.100.1', '198.51.100.2'].flatMap((src_ip) =>
      Array.from({ length: 120 }, (_, seq) => ({
        ...{ time: '2026-11-22 13:05:00', batch_id: crypto.randomUUID(), seq, src_ip, src_port: 20_000 + seq },
        ...{ dst_ip: '192.0.2.10', dst_port: 443, transport: 't', hello_index: 1, source: 'wire', ja4: 't13d_c' },
      })),
    );
    await api.context.store.insert('test', 'handshakes', handshakes);
  });
  after(() => api.close());

  for (const list of ['features', 'features/fleets', 'features/handshakes']) {
    it(`200 ${list}: an hour that begins between two of them takes no row away`, async () => {
      now = start;
      const path = `/v1/${list}?from=-2h&to=2026-11-22T15:00:00Z`;
      const whole = await answerOf<Page>(api, path);
      const first = await answerOf<Page>(api, `${path}&limit=1`);
      assert.ok(whole.items.length > 1);
      // An hour has begun, and a range of now would end before it begins.
      for (const later of [120_000, 86_400_000]) {
        now = start + later;
        const rest = await answerOf<Page>(api, `${path}&limit=500&cursor=${first.next_cursor}`);
        assert.deepEqual([...first.items, ...rest.items], whole.items);
      }
    });
  }
});
