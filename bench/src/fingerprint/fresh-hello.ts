import { randomFillSync, randomInt } from 'node:crypto';
import { isGrease } from '@ja4-platform/sensors';

const supportedGroups = 10;
const signatureAlgorithms = 13;
const preSharedKey = 41;
const supportedVersions = 43;
const keyShare = 51;

interface Extension {
  readonly type: number;
  readonly content: Buffer;
}

/**
 * The hello as the same client would send it next: fresh random, session id, keys and GREASE, and where the client is a
 * Chromium (it sends GREASE extensions first and last) the extensions between them in another order.
 */
export function freshHello(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  randomFillSync(copy, 2, 32);
  const sessionBytes = copy.readUInt8(34);
  if (sessionBytes) randomFillSync(copy, 35, sessionBytes);
  const ciphers = 37 + sessionBytes;
  const ciphersEnd = ciphers + copy.readUInt16BE(ciphers - 2);
  freshGrease(copy, ciphers, ciphersEnd);
  const start = ciphersEnd + 1 + copy.readUInt8(ciphersEnd) + 2;
  const extensions = extensionsOf(copy, start).map(freshContent);
  let at = start;
  for (const { type, content } of permuted(extensions)) {
    at = copy.writeUInt16BE(isGrease(type) ? randomGrease() : type, at);
    at = copy.writeUInt16BE(content.length, at);
    at += content.copy(copy, at);
  }
  return copy;
}

function extensionsOf(body: Buffer, start: number): Extension[] {
  const extensions: Extension[] = [];
  for (let at = start; at + 4 <= body.length;) {
    const end = at + 4 + body.readUInt16BE(at + 2);
    extensions.push({ type: body.readUInt16BE(at), content: Buffer.from(body.subarray(at + 4, end)) });
    at = end;
  }
  return extensions;
}

function freshContent({ type, content }: Extension): Extension {
  if (type === supportedGroups || type === signatureAlgorithms) freshGrease(content, 2, content.length);
  if (type === supportedVersions) freshGrease(content, 1, content.length);
  if (type === keyShare) {
    for (let at = 2; at + 4 <= content.length;) {
      const length = content.readUInt16BE(at + 2);
      freshGrease(content, at, at + 2);
      if (length > 1) randomFillSync(content, at + 4, length);
      at += 4 + length;
    }
  }
  return { type, content };
}

const randomGrease = (): number => 0x0a0a + 0x1010 * randomInt(16);

function freshGrease(bytes: Buffer, start: number, end: number): void {
  for (let at = start; at + 2 <= end; at += 2) {
    if (isGrease(bytes.readUInt16BE(at))) bytes.writeUInt16BE(randomGrease(), at);
  }
}

/** pre_shared_key has to stay the last (RFC 8446 section 4.2.11). */
function permuted(extensions: Extension[]): Extension[] {
  const [first] = extensions;
  if (!first || !isGrease(first.type)) return extensions;
  const isFixed = ({ type }: Extension): boolean => isGrease(type) || type === preSharedKey;
  const moving = extensions.filter((extension) => !isFixed(extension));
  for (let last = moving.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [moving[last], moving[other]] = [moving[other] as Extension, moving[last] as Extension];
  }
  return extensions.map((extension) => (isFixed(extension) ? extension : (moving.pop() as Extension)));
}
