import type { Packet } from '../packet.js';

/** What an IP header tells about the system that sent it. Null where the header has no such field (IPv6). */
export interface IpFacts {
  readonly ttl: number;
  readonly dontFragment: boolean | null;
  readonly identification: number | null;
  readonly totalLength: number;
}

/** The facts of the header that the packet was read from. */
export function ipFacts({ ttl, dontFragment, identification, totalLength }: Packet): IpFacts {
  return { ttl, dontFragment, identification, totalLength };
}
