/**
 * The BPF program (pcap-filter(7)) of what clients send to these ports: TCP, and UDP for QUIC and DTLS, over IPv4 and
 * IPv6; and fragments, whose ports are not in every packet.
 *
 * @param withTags also inside VLAN and QinQ tags; not every link type has them
 */
export function captureFilter(ports: readonly string[], withTags: boolean): string {
  const toPorts = ports.map((port) => `dst port ${port}`).join(' or ');
  const plain = `((tcp or udp) and (${toPorts})) or (ip[6:2] & 0x3fff != 0) or (ip6 and ip6[6] = 44)`;
  // Each `vlan` moves what stands behind it by one tag.
  return withTags ? `(${plain}) or (vlan and ((${plain}) or (vlan and (${plain}))))` : plain;
}
