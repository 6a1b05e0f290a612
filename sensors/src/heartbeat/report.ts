import type { Schemas } from '@ja4-platform/sdk';
import type { SensorStatus } from '../run/status.js';

type Heartbeat = Schemas['Heartbeat'];
export type Report = Pick<
  Heartbeat,
  'started_at' | 'sent_at' | 'delivery' | 'trouble' | 'backlog_batches' | 'backlog_bytes' | 'lost' | 'counters'
>;

const worstFirst = ['held', 'waiting', 'sending'] as const;
/** What the API takes. */
const maxCounters = 500;
const maxTrouble = 2000;

/** What the status of a sensor says to the API. */
export function reportOf(status: SensorStatus): Report {
  const { http, tls, intake, captures } = status;
  const paths = [http, tls];
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const troubles = [
    ...paths.map(({ reason }) => reason),
    ...captures.map((capture) => (capture.trouble ? `${capture.interface}: ${capture.trouble}` : '')),
  ];
  return {
    started_at: status.started_at,
    sent_at: new Date().toISOString(),
    delivery: worstFirst.find((health) => paths.some((path) => path.health === health)) ?? 'sending',
    trouble: [...new Set(troubles.filter(Boolean))].join('; ').slice(0, maxTrouble),
    backlog_batches: sum(paths.map(({ backlog }) => backlog.batches)),
    backlog_bytes: sum(paths.map(({ backlog }) => backlog.bytes)),
    lost: sum([
      intake.droppedByModule,
      ...[status.http_socket, status.network_socket].flatMap(({ tooLong, halfLines }) => [tooLong, halfLines]),
      ...captures.map(({ counters }) => counters.droppedOnTheWay),
      ...paths.flatMap(({ spool, sender }) => [spool.refused, spool.dropped, sender.abandoned]),
    ]),
    counters: Object.fromEntries(countersOf(status).slice(0, maxCounters)),
  };
}

/** Every counter under the name of its place in status.json, those of a capture under its interface. */
function countersOf(status: SensorStatus): [string, number][] {
  const { intake, http_socket, network_socket, both_sources, policy, sentinel, http, tls } = status;
  const groups: [string, object][] = [
    ...Object.entries({ intake, http_socket, network_socket, both_sources, policy, sentinel }),
    ...Object.entries({ http, tls }).flatMap(([kind, { spool, sender }]): [string, object][] => [
      [`${kind}.spool`, spool],
      [`${kind}.sender`, sender],
    ]),
    ...status.captures.map((capture): [string, object] => [`captures.${capture.interface}`, capture.counters]),
  ];
  return groups.flatMap(([place, counters]) =>
    (Object.entries(counters) as [string, number][]).map(([name, value]): [string, number] => [
      `${place}.${name}`,
      value,
    ]),
  );
}
