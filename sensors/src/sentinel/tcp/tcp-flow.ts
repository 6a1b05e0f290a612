import { Flow } from '../flow/flow.js';
import type { ClientStream } from './stream.js';
import type { SynFacts } from './syn.js';

/** One direction of a TCP connection. */
export class TcpFlow extends Flow {
  syn: SynFacts | null = null;
  /** Sequence number of the first byte, when a SYN said it. */
  firstSequence = -1;
  /** ClientHellos found so far. */
  hellos = 0;
  stream: ClientStream | null = null;
  /** Its hellos have been read, or it has none: what follows is not looked at. */
  finished = false;

  /** Forgets the connection; another one uses its ports now. */
  forget(): void {
    this.syn = null;
    this.firstSequence = -1;
    this.hellos = 0;
    this.stream = null;
  }

  get ip(): SynFacts | null {
    return this.syn;
  }

  get bufferedBytes(): number {
    return this.stream?.bufferedBytes ?? 0;
  }
}
