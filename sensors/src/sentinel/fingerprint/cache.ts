import type { ClientHello, Transport } from '../tls/client-hello.js';
import type { NumberList } from '../tls/number-list.js';
import { alpnCode } from './alpn.js';
import { fingerprintsOf, type Fingerprints } from './fingerprints.js';
import { versionCode } from './version.js';

/** Hellos with more numbers than this are not remembered; known clients send up to 200. */
const maxKeyLength = 512;

interface Entry {
  readonly key: Uint16Array;
  readonly fingerprints: Fingerprints;
}

/**
 * Remembers the fingerprints of hellos that differ only in what no fingerprint looks at: random, session, server name,
 * keys, GREASE. Everything that fingerprints are made of is the key, compared in full. A key may stand in one of two
 * places; the newest two with these places stay. Bounded by the number of places, each with up to 1 kB of key and
 * 9 kB of text.
 */
export class FingerprintCache {
  hits = 0;
  misses = 0;
  private readonly entries: (Entry | null)[];
  private readonly key = new Uint16Array(maxKeyLength);
  private length = 0;
  private hash = 0;

  /** @param places a power of two. */
  constructor(private readonly places: number) {
    this.entries = new Array<Entry | null>(places).fill(null);
  }

  fingerprintsOf(hello: ClientHello, transport: Transport): Fingerprints {
    if (!this.makeKey(hello, transport)) {
      this.misses += 1;
      return fingerprintsOf(hello, transport);
    }
    const { entries } = this;
    const place = (this.hash ^ (this.hash >>> 15)) & (this.places - 2);
    const known = this.find(place) ?? this.find(place + 1);
    if (known) {
      this.hits += 1;
      return known.fingerprints;
    }
    this.misses += 1;
    const fingerprints = fingerprintsOf(hello, transport);
    entries[place + 1] = entries[place] ?? null;
    entries[place] = { key: this.key.slice(0, this.length), fingerprints };
    return fingerprints;
  }

  /** False when there are too many numbers. The server name counts by its place among the extensions. */
  private makeKey(hello: ClientHello, transport: Transport): boolean {
    this.length = 0;
    this.hash = 0;
    this.add(transport.charCodeAt(0));
    this.add(hello.legacyVersion);
    this.addCode(versionCode(hello, transport));
    this.addCode(alpnCode(hello));
    return (
      this.addList(hello.ciphers) &&
      this.addList(hello.extensions) &&
      this.addList(hello.signatureAlgorithms) &&
      this.addList(hello.groups) &&
      this.addList(hello.pointFormats)
    );
  }

  private add(number: number): void {
    this.key[this.length++] = number;
    this.hash = Math.imul(this.hash ^ number, 0x9e3779b1);
  }

  /** Two ASCII characters. */
  private addCode(code: string): void {
    this.add((code.charCodeAt(0) << 8) | code.charCodeAt(1));
  }

  /** The length comes first, so that it is clear where the next list begins. */
  private addList(list: NumberList): boolean {
    if (this.length + 1 + list.length > maxKeyLength) return false;
    this.add(list.length);
    for (let index = 0; index < list.length; index += 1) this.add(list.at(index));
    return true;
  }

  private find(place: number): Entry | null {
    const entry = this.entries[place] ?? null;
    return entry && this.isKey(entry.key) ? entry : null;
  }

  private isKey(other: Uint16Array): boolean {
    if (other.length !== this.length) return false;
    for (let index = 0; index < other.length; index += 1) if (other[index] !== this.key[index]) return false;
    return true;
  }
}
