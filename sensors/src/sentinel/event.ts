import { hash } from 'node:crypto';
import { FingerprintCache } from './fingerprint/cache.js';
import { versionCode, versionName } from './fingerprint/version.js';
import type { Flow } from './flow/flow.js';
import { addressText } from './ip/address.js';
import type { SynFacts } from './tcp/syn.js';
import { protocolText } from './text.js';
import { timeText } from './time.js';
import type { ClientHello, Transport } from './tls/client-hello.js';

/** A TLS event as POST /v1/events/tls takes it. What is missing is null. */
export interface TlsEvent {
  time: string;
  conn_id: string;
  src_ip: string;
  src_port: number;
  dst_ip: string;
  dst_port: number;
  transport: Transport;
  /** 1, or 2 for the hello that answers a HelloRetryRequest. */
  hello_index: number;
  hello_hash: string;
  ja4: string;
  ja4_r: string;
  ja4_o: string;
  ja4_ro: string;
  ja4_stable: string;
  ja3: string;
  ja3_hash: string;
  tls_version: string | null;
  tls_sni: string | null;
  tls_alpn: string[] | null;
  ip_meta_ttl: number | null;
  ip_meta_df: boolean | null;
  ip_meta_id: number | null;
  ip_meta_total_length: number | null;
  tcp_meta_window_size: number | null;
  tcp_meta_mss: number | null;
  tcp_meta_window_scale: number | null;
  tcp_meta_options: string | null;
  syn_to_clienthello_ms: number | null;
  segments: number | null;
  prologue: string | null;
  source: 'module' | 'wire';
}

/** A hello as the wire showed it: the whole handshake message, what it parses to, and how it came. */
export interface SeenHello {
  readonly message: Uint8Array;
  readonly hello: ClientHello;
  readonly transport: Transport;
  /** Its number within its connection. */
  readonly index: number;
  readonly segments: number;
  readonly prologue: string | null;
}

const fingerprints = new FingerprintCache(4096);

/** The event of a hello that the flow has just completed. Written out field by field: spreading costs more than hashing. */
export function tlsEvent(flow: Flow, seen: SeenHello): TlsEvent {
  const { hello, transport } = seen;
  const { ip, syn, addresses, ipVersion } = flow;
  const { ja4, ja4_r, ja4_o, ja4_ro, ja4_stable, ja3, ja3_hash } = fingerprints.fingerprintsOf(hello, transport);
  return {
    time: timeText(flow.timeUs),
    conn_id: '',
    src_ip: addressText(addresses, 0, ipVersion),
    src_port: flow.sourcePort,
    dst_ip: addressText(addresses, addresses.length / 2, ipVersion),
    dst_port: flow.destinationPort,
    transport,
    hello_index: seen.index,
    hello_hash: hash('sha256', seen.message).slice(0, 16),
    ja4,
    ja4_r,
    ja4_o,
    ja4_ro,
    ja4_stable,
    ja3,
    ja3_hash,
    tls_version: versionName(versionCode(hello, transport)),
    tls_sni: hello.serverName,
    tls_alpn: hello.alpn?.map(protocolText) ?? null,
    ip_meta_ttl: ip?.ttl ?? null,
    ip_meta_df: ip?.dontFragment ?? null,
    ip_meta_id: ip?.identification ?? null,
    ip_meta_total_length: ip?.totalLength ?? null,
    tcp_meta_window_size: syn?.window ?? null,
    tcp_meta_mss: syn?.mss ?? null,
    tcp_meta_window_scale: syn?.windowScale ?? null,
    tcp_meta_options: syn?.options ?? null,
    syn_to_clienthello_ms: syn ? millisecondsSince(syn, flow.timeUs) : null,
    segments: seen.segments,
    prologue: seen.prologue,
    source: 'wire',
  };
}

/** Null for packets captured in the wrong order, which do not tell the time between them. */
function millisecondsSince(syn: SynFacts, timeUs: number): number | null {
  return timeUs < syn.timeUs ? null : Math.round(timeUs - syn.timeUs) / 1000;
}
