// Cuts a capture down to its handshakes. tshark finds them: the captures shall not depend on the code they test.
import { rmSync } from 'node:fs';
import { run } from '../../sample/make/run.mjs';

const types = ['tls.handshake.type', 'dtls.handshake.type'];
const clientHello = '1';
/** Kept of a UDP flow, and of a TCP flow where tshark sees no ClientHello since it does not know that TLS may follow. */
const packetsKept = 14;

/** Frames of a capture with their flow, and whether a ClientHello ends in them. */
async function framesOf(path) {
  const fields = ['frame.number', 'tcp.stream', 'udp.stream', ...types].flatMap((name) => ['-e', name]);
  const output = await run('tshark', [
    '-r',
    path,
    '-2',
    '-Y',
    'tcp || (udp && !mdns && !dns)',
    '-T',
    'fields',
    ...fields,
  ]);
  return output
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [frame, tcp, udp, ...found] = line.split('\t');
      const isHello = found.some((numbers) => numbers.split(',').includes(clientHello));
      return { frame: Number(frame), flow: tcp ? `tcp ${tcp}` : `udp ${udp}`, isHello };
    });
}

/** Writes the packets of each TCP flow up to its last ClientHello, and the first of each UDP flow, as pcapng. */
export async function cut(from, to) {
  const frames = await framesOf(from);
  const lastHello = new Map(frames.filter(({ isHello }) => isHello).map(({ flow, frame }) => [flow, frame]));
  const seen = new Map();
  const kept = frames.filter(({ flow, frame }) => {
    seen.set(flow, (seen.get(flow) ?? 0) + 1);
    return lastHello.has(flow) && flow.startsWith('tcp') ? frame <= lastHello.get(flow) : seen.get(flow) <= packetsKept;
  });
  if (kept.length === 0) throw new Error(`${from} holds no packets`);
  // By way of pcap, since pcapng carries names of the machine along.
  const plain = `${to}.pcap`;
  await run('editcap', ['-F', 'nsecpcap', '-r', from, plain, ...kept.map(({ frame }) => String(frame))]);
  await run('editcap', ['-F', 'pcapng', plain, to]);
  rmSync(plain);
}
