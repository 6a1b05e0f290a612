import { isIP } from 'node:net';
import { parseAddress } from '../reference-lists/prefixes.js';

type Value = string | number | { [name: string]: Value };
type Node = [left: Branch, right: Branch];
type Branch = Node | { data: number } | undefined;

/** Publishers link IPv4 here a second time. */
const aliases = ['::ffff:0:0/96', '2001::/32', '2002::/16'];

/**
 * Writes a MaxMind DB (format 2.0) of a few networks, made on 2026-11-20. In a file of IPv6, IPv4 stands at ::/96 and, as
 * in those of publishers, at three aliases.
 */
export function writeMmdb(networks: Record<string, Value>, ipVersion: 4 | 6, recordSize: 24 | 28 | 32): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let dataLength = 0;
  for (const [text, value] of Object.entries(networks)) {
    const bytes = encode(value);
    const [address = '', length] = text.split('/');
    const isV4InV6 = isIP(address) === 4 && ipVersion === 6;
    put(root, bitsOf(address, Number(length), isV4InV6), { data: dataLength });
    data.push(bytes);
    dataLength += bytes.length;
  }
  if (ipVersion === 6) {
    const ipv4 = at(root, '0'.repeat(96));
    for (const alias of aliases) {
      const [address = '', length] = alias.split('/');
      put(root, bitsOf(address, Number(length), false), ipv4);
    }
  }
  const nodes = number(root);
  const record = (branch: Branch): number => {
    if (branch === undefined) return nodes.size;
    return Array.isArray(branch) ? nodes.get(branch)! : nodes.size + 16 + branch.data;
  };
  const tree = [...nodes.keys()].map(([left, right]) => pair(record(left), record(right), recordSize));
  const metadata = encode({
    node_count: nodes.size,
    record_size: recordSize,
    ip_version: ipVersion,
    database_type: 'Test',
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Date.parse('2026-11-20T00:00:00Z') / 1000,
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, metadata]);
}

function bitsOf(address: string, length: number, isV4InV6: boolean): string {
  const { value, width } = parseAddress(address);
  const bits = value.toString(2).padStart(width, '0').slice(0, length);
  return isV4InV6 ? '0'.repeat(96) + bits : bits;
}

function put(root: Node, bits: string, branch: Branch): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) node = (node[Number(bit)] ??= [undefined, undefined]) as Node;
  node[Number(bits.at(-1))] = branch;
}

function at(root: Node, bits: string): Branch {
  let branch: Branch = root;
  for (const bit of bits) branch = (branch as Node | undefined)?.[Number(bit)];
  return branch;
}

function number(root: Node): Map<Node, number> {
  const nodes = new Map<Node, number>();
  const visit = (branch: Branch): void => {
    if (!Array.isArray(branch) || nodes.has(branch)) return;
    nodes.set(branch, nodes.size);
    branch.forEach(visit);
  };
  visit(root);
  return nodes;
}

function pair(left: number, right: number, recordSize: number): Buffer {
  if (recordSize === 28) {
    // The upper four bits of both share the byte in the middle.
    const bytes = Buffer.alloc(7);
    bytes.writeUIntBE(left & 0xffffff, 0, 3);
    bytes.writeUIntBE(right & 0xffffff, 4, 3);
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
    return bytes;
  }
  const text = (value: number): string => value.toString(16).padStart(recordSize / 4, '0');
  return Buffer.from(text(left) + text(right), 'hex');
}

/** Types of the data section: 2 string, 6 uint32, 7 map; a size from 29 on has a byte of its own. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const { length } = value;
    const head = length < 29 ? [(2 << 5) | length] : [(2 << 5) | 29, length - 29];
    return Buffer.concat([Buffer.from(head), Buffer.from(value)]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(5, (6 << 5) | 4);
    bytes.writeUInt32BE(value, 1);
    return bytes;
  }
  const entries = Object.entries(value);
  const parts = entries.flatMap(([name, part]) => [encode(name), encode(part)]);
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...parts]);
}
