import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hour } from './actor.js';
import { addresses, personas, population, type Scenario } from './population.js';
import { traffic } from './traffic.js';

const from = Date.parse('2026-11-02T00:00:00Z');
const scenario = (seed: number): Scenario => ({
  seed,
  from,
  to: from + 24 * hour,
  counts: Object.fromEntries(Object.entries(addresses).map(([name, count]) => [name, Math.ceil(count / 50)])),
});

interface Request {
  time: string;
  client_ip: string;
  conn_id: string;
  conn_seq: number;
  method: string;
  path: string;
}
interface Hello {
  conn_id: string;
}

function day(seed: number): { actors: ReturnType<typeof population>; http: Request[]; tls: Hello[] } {
  const { to, ...rest } = scenario(seed);
  const actors = population({ ...rest, to });
  const hours = [...traffic(actors, from, to)];
  return {
    actors,
    http: hours.flatMap(({ http }) => http.map((line) => JSON.parse(line) as Request)),
    tls: hours.flatMap(({ tls }) => tls.map((line) => JSON.parse(line) as Hello)),
  };
}

test('the same seed makes the same traffic, another seed other traffic', () => {
  assert.deepEqual(day(1).http, day(1).http);
  assert.notDeepEqual(day(1).http, day(2).http);
});

test('every persona has its numbers, comes within a day, and only those behind one address share it', () => {
  const { actors, http } = day(3);
  assert.deepEqual(new Set(Object.keys(addresses)), new Set(personas.map(({ name }) => name)));
  const seen = new Set(http.map(({ client_ip }) => client_ip));
  for (const { name } of personas) {
    const own = actors.filter(({ persona }) => persona === name);
    assert.ok(
      own.some(({ ip }) => seen.has(ip)),
      name,
    );
    if (!name.includes('NAT')) assert.equal(new Set(own.map(({ ip }) => ip)).size, own.length, name);
  }
});

test('each connection has one handshake, and its requests are numbered from 1', () => {
  const { http, tls } = day(4);
  const hellos = new Set(tls.map(({ conn_id }) => conn_id));
  assert.equal(hellos.size, tls.length);
  const last = new Map<string, number>();
  for (const { conn_id, conn_seq } of http) {
    assert.equal(conn_seq, (last.get(conn_id) ?? 0) + 1);
    last.set(conn_id, conn_seq);
  }
  assert.deepEqual(new Set(last.keys()), hellos);
});

test('requests lie in the hours asked for, give or take a visit that goes on', () => {
  for (const { time } of day(5).http) {
    assert.ok(Date.parse(time) >= from && Date.parse(time) < from + 28 * hour, time);
  }
});
