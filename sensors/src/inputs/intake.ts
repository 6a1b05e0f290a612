import { withinLimits } from '../replay/within-limits.js';
import type { TlsEvent } from '../sentinel/event.js';
import type { Policy } from '../privacy/policy.js';
import type { Spool } from '../spool/spool.js';
import { BothSources } from './both-sources.js';
import { HandshakeEvents } from './handshake-event.js';
import { checkRequest, httpEvent, httpEventText } from './http-event.js';
import { recordOf } from './record.js';
import { tlsRecord } from './tls-record.js';

/** What came in. All numbers only grow. */
export class IntakeCounters {
  /** Request records of the module. */
  requests = 0;
  /** Handshake records of the module. */
  moduleHandshakes = 0;
  /** TLS events of network.socket. */
  networkHandshakes = 0;
  /** Handshakes that the capture saw. */
  wireHandshakes = 0;
  /** Lines that are no record; why is in the log. */
  invalid = 0;
  /** Records that the module says it dropped before they reached the sensor. */
  droppedByModule = 0;
}

/** The way of every event from the inputs to the spool: read, told apart, filtered, written. */
export class Intake {
  readonly counters = new IntakeCounters();
  readonly bothSources = new BothSources((event) => this.handshake(event));
  private readonly handshakeEvents = new HandshakeEvents();

  constructor(
    private readonly spools: { readonly http: Spool; readonly tls: Spool },
    public policy: Policy,
    private readonly onTrouble: (message: string) => void,
  ) {}

  /** A line of http.socket: docs/mod_reqin_log.md. */
  httpLine(line: Buffer): void {
    this.guarded('http.socket', () => {
      const text = line.toString();
      const record = recordOf(text);
      if (typeof record.dropped === 'number' && record.dropped > 0) this.counters.droppedByModule += record.dropped;
      if (record.kind === 'handshake') {
        const event = this.handshakeEvents.of(record);
        this.counters.moduleHandshakes += 1;
        this.bothSources.module(event);
      } else {
        checkRequest(record);
        this.counters.requests += 1;
        const sent = this.policy.apply(record);
        if (sent) {
          this.spools.http.append(sent === record ? httpEventText(record, text) : JSON.stringify(httpEvent(sent)));
        }
      }
    });
  }

  /** A line of network.socket: a TLS event. */
  networkLine(line: Buffer): void {
    this.guarded('network.socket', () => {
      const event = tlsRecord(recordOf(line.toString()));
      this.counters.networkHandshakes += 1;
      // Without the hash nobody can tell whether it is one that the module reports as well.
      if (event.hello_hash) this.bothSources.wire(event);
      else this.handshake(event);
    });
  }

  /** A handshake that the capture saw. */
  wireHandshake(event: TlsEvent): void {
    this.counters.wireHandshakes += 1;
    this.bothSources.wire(withinLimits(event) as TlsEvent);
  }

  private handshake(event: TlsEvent): void {
    const sent = this.policy.apply({ ...event });
    if (sent) this.spools.tls.append(JSON.stringify(sent));
  }

  private guarded(input: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      this.counters.invalid += 1;
      this.onTrouble(`${input}: a line is no record: ${(error as Error).message}`);
    }
  }
}
