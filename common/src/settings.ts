import { isIP } from 'node:net';

/** One setting: its environment variable, what it does, its default and how its text becomes a value. */
interface Setting<T> {
  readonly description: string;
  /** Text used when the variable is not set; `undefined` means the setting is optional. */
  readonly fallback: string | undefined;
  /** Returns the value or throws an Error that says what is expected. */
  readonly parse: (text: string) => T;
}

const text = (description: string, fallback?: string): Setting<string> => ({
  description,
  fallback,
  parse: (value) => value,
});

const integer = (description: string, fallback: number, min: number, max: number): Setting<number> => ({
  description,
  fallback: String(fallback),
  parse: (value) => {
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || number < min || number > max) {
      throw new Error(`expected a whole number from ${min} to ${max}`);
    }
    return number;
  },
});

const url = (description: string, protocols: string[]): Setting<string> => ({
  description,
  fallback: undefined,
  parse: (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol)) {
      throw new Error(`expected a URL with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    }
    return value;
  },
});

const oneOf = <T extends string>(description: string, fallback: T, values: readonly T[]): Setting<T> => ({
  description,
  fallback,
  parse: (value) => {
    const found = values.find((v) => v === value);
    if (!found) throw new Error(`expected one of ${values.join(', ')}`);
    return found;
  },
});

const identifier = (description: string, fallback: string): Setting<string> => ({
  description,
  fallback,
  parse: (value) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(value)) throw new Error('expected letters, digits and underscores');
    return value;
  },
});

/** A list separated by commas; `problemOf` says what is wrong with one entry. */
const list = (
  description: string,
  fallback: string | undefined,
  problemOf: (entry: string) => string | undefined,
): Setting<string[]> => ({
  description,
  fallback,
  parse: (value) => {
    const entries = value.split(',').map((entry) => entry.trim());
    for (const entry of entries) {
      const problem = problemOf(entry);
      if (problem) throw new Error(`${JSON.stringify(entry)} ${problem}`);
    }
    return entries;
  },
});

/** Days by table, like `scores=30,agg_entity_1h=90`. */
const daysByTable = (description: string): Setting<ReadonlyMap<string, number>> => ({
  description,
  fallback: undefined,
  parse: (value) => {
    const entries = value.split(',').map((entry) => {
      const [, table = '', days = ''] = /^\s*([a-z0-9_]+)=(\d{1,4})\s*$/.exec(entry) ?? [];
      if (Number(days) < 1 || Number(days) > 3650) {
        throw new Error(`${JSON.stringify(entry)} is no table with days from 1 to 3650 like scores=30`);
      }
      return [table, Number(days)] as const;
    });
    return new Map(entries);
  },
});

const networks = (description: string, minBits = 0): Setting<string[]> =>
  list(description, undefined, (entry) => {
    const [address = '', prefix, ...rest] = entry.split('/');
    const maxBits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
    const bits = prefix === undefined ? maxBits : Number(/^\d{1,3}$/.exec(prefix)?.[0] ?? -1);
    return rest.length === 0 && bits >= minBits && bits <= maxBits
      ? undefined
      : 'is neither an address nor a network like 192.0.2.0/24';
  });

const ports = (description: string, fallback: string): Setting<string[]> =>
  list(description, fallback, (entry) => {
    const isPort = /^\d{1,5}$/.test(entry) && Number(entry) >= 1 && Number(entry) <= 65_535;
    return isPort ? undefined : 'is no port from 1 to 65535';
  });

/** Linux takes 15 bytes; this is what no filter, path or command line can misread. */
const interfaces = (description: string): Setting<string[]> =>
  list(description, undefined, (entry) =>
    /^[A-Za-z0-9_][A-Za-z0-9_.:@-]{0,14}$/.test(entry) ? undefined : 'is no name of a network interface',
  );

const fileMode = (description: string, fallback: string): Setting<number> => ({
  description,
  fallback,
  parse: (value) => {
    if (!/^[0-7]{3}$/.test(value)) throw new Error('expected three octal digits like 660');
    return Number.parseInt(value, 8);
  },
});

/** Every setting of the platform. docs/configuration.md is checked against this list. */
export const settings = {
  JA4_PORT: integer('Port of the API and the dashboard', 8000, 0, 65535),
  JA4_HOST: text('Address the API and the health checks of the workers listen on', '127.0.0.1'),
  JA4_TRUSTED_PROXIES: networks('Web servers whose `X-Forwarded-*` are believed, as addresses and networks', 1),
  JA4_DATA_DIR: text('Directory of everything that is kept: keys, the embedded ClickHouse, Redis', '.data'),
  CLICKHOUSE_URL: url('A ClickHouse server instead of the embedded one, with user and password', ['http:', 'https:']),
  CLICKHOUSE_DATABASE: identifier('Database that holds the platform', 'ja4_processing'),
  REDIS_URL: url('A Redis server instead of the child that the launcher starts', ['redis:', 'rediss:', 'unix:']),
  JA4_API_URL: url('Where workers, sensors and the command line find the API', ['http:', 'https:']),
  JA4_API_KEY: text('API key of workers, sensors and the command line; the launcher mints them'),
  JA4_WORKERS_PORT: integer('Port of the health checks and metrics of the workers', 8080, 0, 65535),
  JA4_HTTP_SOCKET: text('Socket that mod_reqin_log writes to', '/var/run/logcorr/http.socket'),
  JA4_NETWORK_SOCKET: text('Socket for TLS events of other producers', '/var/run/logcorr/network.socket'),
  JA4_SOCKET_MODE: fileMode('Permissions of both sockets; the group is that of their directory', '660'),
  JA4_SPOOL_DIR: text('Directory in which a sensor keeps events until the API has them', '/var/lib/ja4-sensor'),
  JA4_SPOOL_MB: integer('Megabytes of events a sensor keeps; beyond it the oldest are dropped', 1024, 16, 1_048_576),
  JA4_CAPTURE_INTERFACES: interfaces('Interfaces on which a sensor reads handshakes off the wire, like `eth0,eth1`'),
  JA4_CAPTURE_PORTS: ports('Ports whose connections are captured', '443'),
  JA4_INCLUDE: networks('Clients whose events are sent, as addresses and networks; all when not set'),
  JA4_EXCLUDE: networks('Clients whose events are never sent, as addresses and networks'),
  JA4_SAMPLE_PERCENT: integer('Percentage of connections whose events are sent', 100, 1, 100),
  JA4_ADDRESSES: oneOf('What is sent of the addresses of clients', 'keep', ['keep', 'truncate', 'hash'] as const),
  JA4_ADDRESS_KEY: text('Secret of at least 16 characters for `JA4_ADDRESSES=hash`'),
  JA4_QUERY_STRINGS: oneOf('What is sent of query strings', 'keep', ['keep', 'drop'] as const),
  // The dashboard offers a week, to be compared with the week before it; the hour that runs begins before now.
  JA4_RETENTION_DAYS: integer('Days that rows are kept; lines older than http_logs keeps are refused', 15, 1, 3650),
  JA4_RETENTION_TABLES: daysByTable('Days of single tables where they differ, like `scores=30,agg_entity_1h=90`'),
  JA4_GRACE_MS: integer('Milliseconds a request waits for its handshake', 5000, 0, 3_600_000),
  JA4_CONNECTION_MAX_S: integer('Seconds a handshake serves the requests of its connection', 3600, 1, 604_800),
  JA4_CLOCK_TOLERANCE_MS: integer('Milliseconds a handshake may be stamped after its request', 50, 0, 60_000),
  JA4_BACKLOG_BATCHES: integer('Batches that may wait for correlation before ingest answers 429', 2000, 1, 1_000_000),
  JA4_RATE_LIMIT: integer(
    'Requests a minute one key or person may make to a process; 0 for no limit',
    6000,
    0,
    10_000_000,
  ),
  JA4_ALERT_BUDGET: integer('Anomalies that are opened at most on one host in a day', 50, 1, 100_000),
  JA4_DETECTION_QUIET_DAYS: integer('Days without a request after which an open detection is closed', 7, 1, 365),
  JA4_TWO_PERSON: oneOf('Whether what hides detections waits for a second person', 'off', ['off', 'on'] as const),
  JA4_LOG_LEVEL: oneOf('Least severe level that is logged', 'info', ['debug', 'info', 'warn', 'error'] as const),
};

type Definitions = typeof settings;
export type SettingName = keyof Definitions;
type ValueOf<N extends SettingName> = Definitions[N] extends Setting<infer T> ? T : never;
type Optional =
  | 'CLICKHOUSE_URL'
  | 'REDIS_URL'
  | 'JA4_TRUSTED_PROXIES'
  | 'JA4_API_URL'
  | 'JA4_API_KEY'
  | 'JA4_CAPTURE_INTERFACES'
  | 'JA4_INCLUDE'
  | 'JA4_EXCLUDE'
  | 'JA4_ADDRESS_KEY'
  | 'JA4_RETENTION_TABLES';
export type Settings<N extends SettingName> = { [K in N]: K extends Optional ? ValueOf<K> | undefined : ValueOf<K> };

/** Thrown by {@link loadSettings}: `message` names each wrong setting and what it expects. */
export class SettingsError extends Error {}

/**
 * Reads the named settings from the environment.
 *
 * @throws SettingsError naming every setting whose text is not acceptable. An empty variable counts as not set.
 */
export function loadSettings<N extends SettingName>(names: readonly N[], env = process.env): Settings<N> {
  const values: Partial<Record<N, unknown>> = {};
  const wrong: string[] = [];
  for (const name of names) {
    const definition: Setting<unknown> = settings[name];
    const value = env[name] || definition.fallback;
    if (value === undefined) continue;
    try {
      values[name] = definition.parse(value);
    } catch (error) {
      wrong.push(`${name}=${JSON.stringify(value)}: ${(error as Error).message}`);
    }
  }
  if (wrong.length) throw new SettingsError(wrong.join('\n'));
  return values as Settings<N>;
}
