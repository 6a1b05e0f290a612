import type { Platform } from '../platform.js';

/** What one round sent. */
export interface Expected {
  readonly run: string;
  readonly requests: number;
  readonly handshakes: number;
}

/** Returns a line for every number in the store that is not what was sent. */
export async function countFaults(platform: Platform, expected: readonly Expected[]): Promise<string[]> {
  const faults: string[] = [];
  const expect = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) faults.push(`${what}: ${found} instead of ${wanted}`);
  };
  for (const { run, requests } of expected) {
    const [rows = 0, distinct = 0, correlated = 0] = await numbers(
      platform,
      `SELECT count(), uniqExact(req_id), countIf(correlated) FROM http_logs WHERE startsWith(req_id, '${run}-')`,
    );
    expect(`${run}: requests`, distinct, requests);
    expect(`${run}: rows of http_logs`, rows, requests);
    expect(`${run}: requests with their handshake`, correlated, requests);
  }
  const [rows = 0, distinct = 0] = await numbers(
    platform,
    'SELECT count(), uniqExact(src_ip, src_port, dst_ip, dst_port, time) FROM handshakes',
  );
  const handshakes = expected.reduce((sum, round) => sum + round.handshakes, 0);
  expect('handshakes', distinct, handshakes);
  expect('rows of handshakes', rows, handshakes);
  const [hours = 0] = await numbers(
    platform,
    `SELECT count() FROM (SELECT toStartOfHour(time) AS hour, count() AS requests FROM http_logs GROUP BY hour) AS logs
     FULL JOIN (SELECT hour, sum(requests) AS requests FROM agg_host_ip_ja4_1h GROUP BY hour) AS aggregate
     ON logs.hour = aggregate.hour WHERE logs.requests != aggregate.requests`,
  );
  expect('hours in which the aggregate differs from http_logs', hours, 0);
  return faults;
}

async function numbers(platform: Platform, statement: string): Promise<number[]> {
  return (await platform.sql(`${statement} FORMAT TabSeparated`)).trim().split('\t').map(Number);
}
