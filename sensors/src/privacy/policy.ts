import { randomInt } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { crc32 } from 'node:zlib';
import { hashedAddress, plainAddress, truncatedAddress } from './address.js';

/** What may leave the host. */
export interface PolicySettings {
  /** Addresses and networks of clients; all when undefined. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  readonly samplePercent: number;
  readonly addresses: 'keep' | 'truncate' | 'hash';
  /** For `hash`. */
  readonly addressKey: string;
  readonly queryStrings: 'keep' | 'drop';
}

/** Events that the policy keeps on the host. All numbers only grow. */
export class PolicyCounters {
  /** Of clients that are excluded or not included. */
  excluded = 0;
  /** Of connections outside the sample. */
  notSampled = 0;
}

/** Both kinds of events have these. */
type AnyEvent = Record<string, unknown>;

/** Headers in which proxies write the addresses of clients. */
const addressHeaders = new Set([
  'cf-connecting-ip',
  'client-ip',
  'fastly-client-ip',
  'forwarded',
  'true-client-ip',
  'via',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-forwarded-for',
  'x-original-forwarded-for',
  'x-real-ip',
]);
const withheld = '[withheld]';
/** Not foreseeable for clients, and the same for the handshake and the requests of a connection. */
const sampleSeed = randomInt(2 ** 32);

/** Decides what of an event may leave the host. Applied before anything is written to the spool. */
export class Policy {
  private readonly include: BlockList | undefined;
  private readonly exclude: BlockList;

  constructor(
    private readonly settings: PolicySettings,
    private readonly counters: PolicyCounters,
  ) {
    this.include = settings.include && networks(settings.include);
    this.exclude = networks(settings.exclude ?? []);
  }

  /** The event as it may be sent, the same object where nothing changes; null when it may not. */
  apply(event: AnyEvent): AnyEvent | null {
    const source = plainAddress(String(event.src_ip));
    const client = typeof event.client_ip === 'string' ? plainAddress(event.client_ip) : source;
    if (has(this.exclude, client) || (this.include && !has(this.include, client))) {
      this.counters.excluded += 1;
      return null;
    }
    const destination = plainAddress(String(event.dst_ip));
    if (!this.isSampled(`${source} ${String(event.src_port)} ${destination} ${String(event.dst_port)}`)) {
      this.counters.notSampled += 1;
      return null;
    }
    if (this.keepsAll && source === event.src_ip && destination === event.dst_ip && isPlain(event.client_ip, client)) {
      return event;
    }
    const sent: AnyEvent = { ...event, src_ip: this.address(source), dst_ip: destination };
    if (typeof event.client_ip === 'string') sent.client_ip = this.address(client);
    if (this.settings.queryStrings === 'drop' && 'query' in event) sent.query = '';
    if (Array.isArray(event.headers)) sent.headers = event.headers.map((header) => this.header(header));
    return sent;
  }

  private get keepsAll(): boolean {
    return this.settings.addresses === 'keep' && this.settings.queryStrings === 'keep';
  }

  private isSampled(connection: string): boolean {
    const { samplePercent } = this.settings;
    return samplePercent === 100 || crc32(connection, sampleSeed) % 100 < samplePercent;
  }

  private address(text: string): string {
    const { addresses, addressKey } = this.settings;
    if (addresses === 'keep') return text;
    return addresses === 'truncate' ? truncatedAddress(text) : hashedAddress(text, addressKey);
  }

  private header(header: unknown): unknown {
    if (!Array.isArray(header)) return header;
    const [name, value] = header as unknown[];
    if (typeof name !== 'string' || typeof value !== 'string') return header;
    const { addresses, queryStrings } = this.settings;
    if (addresses !== 'keep' && addressHeaders.has(name.toLowerCase())) return [name, withheld];
    if (queryStrings === 'drop' && name.toLowerCase() === 'referer') return [name, value.split(/[?#]/, 1)[0]];
    return header;
  }
}

/** Whether the address of a client, where an event has one, is written as it will be sent. */
function isPlain(field: unknown, address: string): boolean {
  return typeof field !== 'string' || field === address;
}

function networks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function has(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
