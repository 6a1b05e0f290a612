import { networkColumns } from '../reference-lists/dictionaries.js';
import { instant } from '../store/instant.js';
import { laneStatementStart, turnIsHeld, type Turn } from './lane.js';

/**
 * Columns of a handshake as http_logs holds them: where they come from, and the type they travel in through the join. All
 * are null where no handshake was found. Numbers are made narrow while there is one row for a connection; strings become
 * LowCardinality at the very end, since the join would look up each value of such a column in its dictionary.
 */
const helloColumns: Record<string, readonly [from: string, type: string]> = {
  tls_time: ['time', `Nullable(DateTime64(6, 'UTC'))`],
  transport: ['transport', 'Nullable(String)'],
  hello_index: ['hello_index', 'Nullable(UInt8)'],
  hello_hash: ['hello_hash', 'Nullable(String)'],
  ja4: ['ja4', 'Nullable(String)'],
  ja4_r: ['ja4_r', 'Nullable(String)'],
  ja4_o: ['ja4_o', 'Nullable(String)'],
  ja4_ro: ['ja4_ro', 'Nullable(String)'],
  ja4_stable: ['ja4_stable', 'Nullable(String)'],
  ja3: ['ja3', 'Nullable(String)'],
  ja3_hash: ['ja3_hash', 'Nullable(String)'],
  tls_version: ['tls_version', 'Nullable(String)'],
  tls_sni: ['tls_sni', 'Nullable(String)'],
  tls_alpn: ['tls_alpn', 'Array(String)'],
  ip_meta_ttl: ['ip_meta_ttl', 'Nullable(UInt8)'],
  ip_meta_df: ['ip_meta_df', 'Nullable(Bool)'],
  ip_meta_id: ['ip_meta_id', 'Nullable(UInt16)'],
  ip_meta_total_length: ['ip_meta_total_length', 'Nullable(UInt16)'],
  tcp_meta_window_size: ['tcp_meta_window_size', 'Nullable(UInt16)'],
  tcp_meta_mss: ['tcp_meta_mss', 'Nullable(UInt16)'],
  tcp_meta_window_scale: ['tcp_meta_window_scale', 'Nullable(UInt8)'],
  tcp_meta_options: ['tcp_meta_options', 'Nullable(String)'],
  syn_to_clienthello_ms: ['syn_to_clienthello_ms', 'Nullable(Float64)'],
  segments: ['segments', 'Nullable(UInt16)'],
  prologue: ['prologue', 'Nullable(String)'],
  tls_source: ['source', 'Nullable(String)'],
};
const helloTuple = `tuple(${Object.values(helloColumns)
  .map(([from, type]) => `CAST(h.${from} AS ${type})`)
  .join(', ')})`;
export const helloColumnNames = Object.keys(helloColumns);

const plain = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
const orEmpty = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `ifNull(${name}, '')`]));
const header = (name: string): string => `headers[indexOf(lower_names, '${name}')].2`;

/** Columns of a request as http_logs holds them, from a row of http_events and what the join found for it. */
const requestColumns: Record<string, string> = {
  // The batches of a group have consecutive numbers, in the order they are given.
  join_no: '{join_no:UInt64} + indexOf({batch_ids:Array(UUID)}, batch_id) - 1',
  ...plain('time', 'batch_id', 'seq', 'sensor_id', 'received_at', 'scheme', 'src_ip', 'src_port'),
  client_ip: 'ifNull(client_ip, src_ip)',
  ...plain('dst_ip', 'dst_port', 'method', 'host', 'path', 'status', 'headers', 'h2_window_update'),
  ...orEmpty('req_id', 'conn_id', 'query', 'http_version', 'ssl_protocol', 'ssl_cipher'),
  ...orEmpty('h2_fingerprint', 'h2_settings', 'h2_priority', 'h2_pseudo_order'),
  conn_seq: 'ifNull(conn_seq, 1)',
  bytes_in: 'ifNull(bytes_in, 0)',
  bytes_out: 'ifNull(bytes_out, 0)',
  duration_us: 'ifNull(duration_us, 0)',
  user_agent: header('user-agent'),
  referer: header('referer'),
  accept: header('accept'),
  accept_language: header('accept-language'),
  accept_encoding: header('accept-encoding'),
  content_type: header('content-type'),
  x_forwarded_for: header('x-forwarded-for'),
  sec_ch_ua: header('sec-ch-ua'),
  sec_ch_ua_mobile: header('sec-ch-ua-mobile'),
  sec_ch_ua_platform: header('sec-ch-ua-platform'),
  sec_fetch_site: header('sec-fetch-site'),
  sec_fetch_mode: header('sec-fetch-mode'),
  sec_fetch_dest: header('sec-fetch-dest'),
  client_headers: `arrayStringConcat(arrayMap(header -> header.1, headers), ',')`,
  header_order_hash: `lower(hex(sipHash64(arrayStringConcat(lower_names, ','))))`,
};

/** Columns of http_events that {@link requestColumns} read. */
const carried = [
  ...[
    'time',
    'batch_id',
    'seq',
    'sensor_id',
    'received_at',
    'req_id',
    'conn_id',
    'conn_seq',
    'scheme',
    'src_ip',
    'src_port',
  ],
  ...['client_ip', 'dst_ip', 'dst_port', 'method', 'host', 'path', 'query', 'http_version', 'status', 'bytes_in'],
  ...['bytes_out', 'duration_us', 'headers', 'ssl_protocol', 'ssl_cipher', 'h2_fingerprint', 'h2_settings'],
  ...['h2_window_update', 'h2_priority', 'h2_pseudo_order', 'lower_names'],
];

/** A first request that comes later belongs to a later connection of the port: httpd and nginx wait a minute for one. */
const firstRequestMaxS = 90;

/** The transport of a handshake that HTTP of this version comes after: QUIC below HTTP/3, else TCP. */
const transport = `if(http_version = '3', 'q', 't')`;

/**
 * What the pairing looks for, each a subquery of few columns: `requests` itself is computed again wherever it is named.
 */
interface Wanted {
  /** Addresses and ports that the requests come from. */
  readonly ports: string;
  /** A table of sensor_id, 4-tuple, transport and time_limit of the requests. */
  readonly limits: string;
  /** Each conn_id of the requests. */
  readonly connections: string;
  /** sensor_id, conn_id and the time (`begin`) of requests that are told to be the first of a connection. */
  readonly begins: string;
}

/**
 * The CTEs `hellos` and `pairs`: each row of `requests` (sensor_id, time, scheme, conn_id, the 4-tuple, {@link pairingKeys})
 * with its partner. A handshake of the same sensor and conn_id comes first; else the newest one of the sensor, the 4-tuple
 * and the transport at or before the request that another conn_id does not claim, unless the first request of the connection,
 * as far as it is known, came too long after it. Only the first hello of a connection counts. Parameters: sensor_ids,
 * earliest, latest (of the handshakes), earliest_named (of those that are found by their conn_id), connection_max_s,
 * tolerance_ms.
 *
 * Where ports are crowded (more handshakes come from them than there is memory for) `hellos` are the newest up to each
 * request alone, no more than the requests: their times are looked for with the requests in memory, past which the
 * handshakes stream. The newest up to a request is the newest of those that no smaller limit of its connection's key is above.
 *
 * Aliases are not nested in each other: the analyzer copies them, and a join of 5,000 rows would spend more on that than
 * on the rows.
 */
function pairing(database: string, columns: readonly string[], wanted: Wanted, areCrowded: boolean): string {
  const near = `${firstHellosOf(wanted.ports)} AND ${inTime}`;
  const newest = `AND (h.sensor_id, h.src_ip, h.src_port, h.time) IN
        (
          SELECT n.sensor_id, n.src_ip, n.src_port, max(n.time)
          FROM
          (
            SELECT sensor_id, src_ip, src_port, dst_ip, dst_port, transport, time FROM ${database}.handshakes
            WHERE ${near}
          ) AS n
          ASOF JOIN ${wanted.limits} AS l
            ON n.sensor_id = l.sensor_id AND n.src_ip = l.src_ip AND n.src_port = l.src_port AND n.dst_ip = l.dst_ip
            AND n.dst_port = l.dst_port AND n.transport = l.transport AND n.time <= l.time_limit
          GROUP BY n.sensor_id, n.src_ip, n.src_port, n.dst_ip, n.dst_port, n.transport, l.time_limit
        )`;
  return `
    hellos AS
    (
      SELECT h.sensor_id AS sensor_id, h.conn_id AS conn_id, h.src_ip AS src_ip, h.src_port AS src_port,
        h.dst_ip AS dst_ip, h.dst_port AS dst_port, h.transport AS transport, h.time AS time, ${helloTuple} AS hello
      FROM ${database}.handshakes AS h
      WHERE ${near} ${areCrowded ? newest : ''}
    ),
    pairs AS
    (
      SELECT ${columns.map((column) => `r.${column} AS ${column}`).join(', ')},
        r.scheme = 'https' AS is_tls,
        c.conn_id != '' AS has_connection,
        is_tls AND t.time > toDateTime64(1, 6, 'UTC') AND (r.conn_id = '' OR t.conn_id = '')
          AND NOT (if(r.is_first, r.time, b.begin) > t.time + toIntervalSecond(${firstRequestMaxS})) AS has_earlier,
        has_earlier AND r.time <= t.time + toIntervalSecond({connection_max_s:UInt32}) AS has_recent,
        if(has_recent AND NOT has_connection, t.hello, c.hello) AS hello
      FROM requests AS r
      LEFT ANY JOIN
      (
        SELECT h.sensor_id AS sensor_id, h.conn_id AS conn_id, ${helloTuple} AS hello
        FROM ${database}.handshakes AS h
        WHERE ${firstHellosOf(wanted.ports)} AND time >= ${instant('earliest_named')} AND conn_id IN ${wanted.connections}
        ORDER BY h.time LIMIT 1 BY sensor_id, conn_id
      ) AS c ON r.sensor_id = c.sensor_id AND r.tls_conn_id = c.conn_id
      LEFT ANY JOIN ${wanted.begins} AS b ON r.sensor_id = b.sensor_id AND r.tls_conn_id = b.conn_id
      ASOF LEFT JOIN hellos AS t
        ON r.sensor_id = t.sensor_id AND r.src_ip = t.src_ip AND r.src_port = t.src_port AND r.dst_ip = t.dst_ip
        AND r.dst_port = t.dst_port AND r.transport = t.transport AND r.time_limit >= t.time
    )`;
}

/** True for the handshakes from these ports, one a connection. Parameter: sensor_ids. */
function firstHellosOf(ports: string): string {
  return `(src_ip, src_port) IN ${ports} AND sensor_id IN {sensor_ids:Array(String)} AND hello_index = 1`;
}

const inTime = `time BETWEEN ${instant('earliest')} AND ${instant('latest')}`;

/** Of requests with TLS in the batches; of `within` alone, but for the first request of a connection, which may be elsewhere. */
function wantedByBatches(database: string, within: string): Wanted {
  const whole = `FROM ${database}.http_events WHERE batch_id IN {batch_ids:Array(UUID)} AND scheme = 'https'`;
  const from = `${whole}${within}`;
  return {
    ports: landedPorts(database, within),
    limits: `(SELECT sensor_id, assumeNotNull(src_ip) AS src_ip, assumeNotNull(src_port) AS src_port,
            assumeNotNull(dst_ip) AS dst_ip, assumeNotNull(dst_port) AS dst_port, ${transport} AS transport,
            assumeNotNull(time) + toIntervalMillisecond({tolerance_ms:UInt32}) AS time_limit ${from})`,
    connections: `(SELECT assumeNotNull(conn_id) ${from} AND conn_id != '')`,
    begins: `(SELECT sensor_id, assumeNotNull(conn_id) AS conn_id, min(assumeNotNull(time)) AS begin
        ${whole} AND conn_id != '' AND conn_seq = 1 GROUP BY sensor_id, conn_id)`,
  };
}

/** Addresses and ports that batches come from with TLS. Read for itself: a CTE is computed again wherever it is named. */
function landedPorts(database: string, within = ''): string {
  return `(SELECT assumeNotNull(src_ip), assumeNotNull(src_port) FROM ${database}.http_events
      WHERE batch_id IN {batch_ids:Array(UUID)} AND scheme = 'https'${within})`;
}

/**
 * Returns how many handshakes came from the ports of batches beyond two of each: keep-alive connections have one, and a port
 * seldom comes again. Parameters: batch_ids, sensor_ids, earliest, latest.
 */
export function crowdOfHellos(database: string): string {
  return `SELECT sum(greatest(hellos, 2) - 2) AS crowd FROM
    (
      SELECT count() AS hellos FROM ${database}.handshakes
      WHERE ${firstHellosOf(landedPorts(database))} AND ${inTime}
      GROUP BY src_ip, src_port
    )`;
}

/**
 * What the pairing wants of `requests` beside its columns: until when a handshake may be stamped, TLS alone, the transport,
 * and whether the request is told to be the first of its connection.
 */
const pairingKeys = `time + toIntervalMillisecond({tolerance_ms:UInt32}) AS time_limit,
        if(scheme = 'https', conn_id, '') AS tls_conn_id, ${transport} AS transport, ifNull(conn_seq, 0) = 1 AS is_first`;
const helloElements = helloColumnNames.map((_, index) => `hello.${index + 1}`).join(', ');

interface JoinForm {
  readonly onlyMissing: boolean;
  readonly withNetworks: boolean;
  readonly areCrowded: boolean;
  readonly isSlice: boolean;
}

/**
 * Writes a group of batches into http_logs. Parameters: those of {@link pairing}, batch_ids, join_no (of the first),
 * seeing_sensors (those that sent any handshake of about that time).
 *
 * @param form.onlyMissing leaves out what an earlier statement wrote of them
 * @param form.withNetworks looks up each client's network and country: their dictionaries can be asked
 * @param form.areCrowded holds no more handshakes in memory than requests, however many came from their ports
 * @param form.isSlice writes those requests alone whose `seq` leaves the remainder {slice:UInt32} of {slices:UInt32}
 */
export function joinStatement(database: string, turn: Turn, form: JoinForm): string {
  const { onlyMissing, withNetworks, areCrowded, isSlice } = form;
  const within = isSlice ? ' AND seq % {slices:UInt32} = {slice:UInt32}' : '';
  const missing = `AND (batch_id, seq) NOT IN
        (SELECT batch_id, seq FROM ${database}.http_logs WHERE batch_id IN {batch_ids:Array(UUID)})`;
  const columns = { ...requestColumns, ...(withNetworks ? networkColumns(database, requestColumns.client_ip!) : {}) };
  return `${laneStatementStart(database)}
    (correlated, orphan_side, orphan_reason, ${[...Object.keys(columns), ...helloColumnNames].join(', ')})
    WITH requests AS
    (
      SELECT * REPLACE (
          assumeNotNull(time) AS time, assumeNotNull(scheme) AS scheme, assumeNotNull(src_ip) AS src_ip,
          assumeNotNull(src_port) AS src_port, assumeNotNull(dst_ip) AS dst_ip, assumeNotNull(dst_port) AS dst_port,
          ifNull(conn_id, '') AS conn_id),
        ${pairingKeys}, arrayMap(header -> lower(header.1), headers) AS lower_names
      FROM ${database}.http_events
      WHERE batch_id IN {batch_ids:Array(UUID)} AND ${turnIsHeld(database, turn)}${within} ${onlyMissing ? missing : ''}
      LIMIT 1 BY batch_id, seq
    ),
    ${pairing(database, carried, wantedByBatches(database, within), areCrowded)}
    SELECT has_connection OR has_recent AS matched, if(matched, '', 'http'),
      multiIf(matched, '', NOT is_tls, 'plain_http', has_earlier, 'connection_expired',
        sensor_id IN {seeing_sensors:Array(String)}, 'no_handshake', 'sensor_blind'),
      ${Object.values(columns).join(', ')}, ${helloElements}
    FROM pairs`;
}

/**
 * Returns the batches with connections that have no handshake which is surely their own: none at all, one that names
 * another connection, or one that does not name its connection and may be that of an earlier one from the same port:
 * it was long before the first request, or nothing that the sensor saw later has come, so a newer one may be on its way.
 * Parameters: batch_ids, sensor_ids, earliest, latest, tolerance_ms.
 */
export function unpairedBatches(database: string): string {
  return `WITH connections AS
    (
      SELECT batch_id, sensor_id, ifNull(conn_id, '') AS connection, assumeNotNull(src_ip) AS src_ip,
        assumeNotNull(src_port) AS src_port, assumeNotNull(dst_ip) AS dst_ip, assumeNotNull(dst_port) AS dst_port,
        ${transport} AS transport, ifNull(conn_seq, 1) = 1 AS is_first, min(assumeNotNull(time)) AS begin,
        begin + toIntervalMillisecond({tolerance_ms:UInt32}) AS time_limit
      FROM ${database}.http_events
      WHERE batch_id IN {batch_ids:Array(UUID)} AND scheme = 'https'
      GROUP BY batch_id, sensor_id, connection, src_ip, src_port, dst_ip, dst_port, transport, is_first, if(is_first, time, NULL)
    ),
    hellos AS
    (
      SELECT sensor_id, conn_id, src_ip, src_port, dst_ip, dst_port, transport, time FROM ${database}.handshakes
      WHERE ${firstHellosOf(landedPorts(database))} AND ${inTime}
    ),
    seen AS
    (
      SELECT sensor_id, max(assumeNotNull(last_time)) AS until FROM ${database}.ingest_batches
      WHERE kind = 'tls' AND state = 'accepted' AND good > 0 AND sensor_id IN {sensor_ids:Array(String)}
        AND received_at >= ${instant('earliest')}
      GROUP BY sensor_id
    )
    SELECT DISTINCT c.batch_id AS batch_id FROM connections AS c
    ASOF LEFT JOIN hellos AS h
      ON c.sensor_id = h.sensor_id AND c.src_ip = h.src_ip AND c.src_port = h.src_port AND c.dst_ip = h.dst_ip
      AND c.dst_port = h.dst_port AND c.transport = h.transport AND c.time_limit >= h.time
    LEFT ANY JOIN seen ON c.sensor_id = seen.sensor_id
    WHERE h.time <= toDateTime64(1, 6, 'UTC')
      OR if(c.connection = '' OR h.conn_id = '',
        seen.until < c.begin OR (c.is_first AND h.time < c.begin - toIntervalSecond(10)), c.connection != h.conn_id)`;
}

/**
 * Returns the partners of orphans, as rows for {@link repairStatement}. Parameters: those of {@link pairing}, since, until.
 */
export function lateHandshakes(database: string): string {
  const orphans = `NOT correlated AND sensor_id IN {sensor_ids:Array(String)} AND scheme = 'https'`;
  const connections = `(SELECT conn_id FROM requests WHERE conn_id != '')`;
  const wanted: Wanted = {
    ports: '(SELECT src_ip, src_port FROM requests)',
    limits: 'requests',
    connections,
    // The first request of a connection may be before the span.
    begins: `(SELECT sensor_id, conn_id, min(time) AS begin FROM ${database}.http_logs
        WHERE time BETWEEN ${instant('earliest')} AND ${instant('until')} AND ${orphans}
          AND conn_seq = 1 AND conn_id IN ${connections} GROUP BY sensor_id, conn_id)`,
  };
  return `WITH requests AS
    (
      SELECT concat(toString(batch_id), '-', toString(seq)) AS id, toYYYYMMDD(time) AS day, sensor_id, time, scheme,
        conn_id, src_ip, src_port, dst_ip, dst_port, ${pairingKeys}
      FROM ${database}.http_logs
      WHERE time BETWEEN ${instant('since')} AND ${instant('until')} AND ${orphans}
    ),
    ${pairing(database, ['id', 'day'], wanted, true)}
    SELECT id, day, ${helloElements} FROM pairs WHERE has_connection OR has_recent`;
}

/** Writes the handshakes of `late` (a Join table by id) into their orphans. */
export function repairStatement(database: string, late: string): string {
  const id = `concat(toString(batch_id), '-', toString(seq))`;
  const found = helloColumnNames.map((column) => `${column} = joinGet('${database}.${late}', '${column}', ${id})`);
  return `UPDATE ${database}.http_logs SET correlated = true, orphan_side = '', orphan_reason = '', ${found.join(', ')}
    WHERE NOT correlated AND ${id} IN (SELECT id FROM ${database}.${late})`;
}
