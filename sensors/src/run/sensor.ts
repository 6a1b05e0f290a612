import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@ja4-platform/common';
import { createClient } from '@ja4-platform/sdk';
import { LiveCapture } from '../inputs/capture/live-capture.js';
import { Intake } from '../inputs/intake.js';
import { SocketInput } from '../inputs/socket-input.js';
import { Policy, PolicyCounters } from '../privacy/policy.js';
import { Sender, type Deliver } from '../sender/sender.js';
import { Counters } from '../sentinel/counters.js';
import type { TlsEvent } from '../sentinel/event.js';
import { policySettingsOf, type SensorSettings } from '../settings/sensor-settings.js';
import { Serial } from '../spool/serial.js';
import { Spool } from '../spool/spool.js';
import { takeLock } from './lock.js';
import type { SensorStatus } from './status.js';
import { Troubles } from './troubles.js';

const settleMs = 250;
/** How long a sensor that ends goes on delivering what it has. */
const farewellMs = 5000;
/** How long it waits for a disk that takes nothing. */
const lastWritesMs = 1000;
const deliveryMs = 60_000;
/** Requests are larger than handshakes, and there are more of them. */
const httpShare = 0.75;

/** What a running sensor is made of. */
interface Parts {
  readonly spools: { readonly http: Spool; readonly tls: Spool };
  readonly senders: { readonly http: Sender; readonly tls: Sender };
  readonly intake: Intake;
  readonly sockets: { readonly http: SocketInput; readonly network: SocketInput };
  readonly locks: readonly (() => Promise<void>)[];
}

/** The long-running sensor: sockets and captures in, a spool between, batches out. */
export class RunningSensor {
  private readonly policyCounters = new PolicyCounters();
  private readonly sentinelCounters = new Counters();
  private readonly delivering = new AbortController();
  private readonly delivered: Promise<unknown>;
  private readonly settling: NodeJS.Timeout;
  private readonly startedAt = new Date();
  private readonly reloading = new Serial();
  private captures: LiveCapture[] = [];

  private constructor(
    private settings: SensorSettings,
    private readonly parts: Parts,
    private readonly say: (message: string) => void,
  ) {
    const { intake, senders } = parts;
    intake.policy = this.policy();
    this.settling = setInterval(() => intake.bothSources.settle(), settleMs);
    const { signal } = this.delivering;
    this.delivered = Promise.all([senders.tls.run(signal), senders.http.run(signal)]);
    this.capture();
  }

  /** @throws Error when another sensor runs here, or a directory or socket cannot be made */
  static async start(settings: SensorSettings, log: Logger): Promise<RunningSensor> {
    const troubles = new Troubles((message) => log.warn(message));
    const say = (message: string): void => troubles.say(message);
    const { JA4_SPOOL_DIR: dir, JA4_HTTP_SOCKET, JA4_NETWORK_SOCKET, JA4_SOCKET_MODE } = settings;
    const locks: (() => Promise<void>)[] = [];
    const opened: SocketInput[] = [];
    try {
      for (const path of [dir, JA4_HTTP_SOCKET, JA4_NETWORK_SOCKET]) locks.push(await takeLock(path));
      const maxBytes = settings.JA4_SPOOL_MB * 1_000_000;
      const openSpool = (kind: string, share: number): Promise<Spool> =>
        Spool.open({ dir: join(dir, kind), maxBytes: maxBytes * share, onTrouble: say });
      const spools = { http: await openSpool('http', httpShare), tls: await openSpool('tls', 1 - httpShare) };
      const deliver = deliverers(settings);
      const intake = new Intake(spools, new Policy(policySettingsOf(settings), new PolicyCounters()), say);
      const isBehind = (): boolean => spools.http.isBehind || spools.tls.isBehind;
      const socket = (path: string, onLine: (line: Buffer) => void): SocketInput =>
        new SocketInput(path, JA4_SOCKET_MODE, onLine, isBehind);
      const sockets = {
        http: socket(JA4_HTTP_SOCKET, (line) => intake.httpLine(line)),
        network: socket(JA4_NETWORK_SOCKET, (line) => intake.networkLine(line)),
      };
      for (const path of [JA4_HTTP_SOCKET, JA4_NETWORK_SOCKET]) await mkdir(dirname(path), { recursive: true });
      for (const input of [sockets.http, sockets.network]) {
        await input.open();
        opened.push(input);
      }
      const tls = new Sender('tls', spools.tls, deliver.tls, say);
      const senders = { tls, http: new Sender('http', spools.http, deliver.http, say, tls) };
      return new RunningSensor(settings, { spools, senders, intake, sockets, locks }, say);
    } catch (error) {
      for (const input of opened) await input.close();
      for (const release of locks) await release();
      throw error;
    }
  }

  /** Goes on with other settings, as far as they do not need a new start. */
  reload(settings: SensorSettings): Promise<void> {
    return this.reloading.run(() => this.use(settings));
  }

  private async use(settings: SensorSettings): Promise<void> {
    const captured = captureSettings(this.settings);
    this.settings = settings;
    const { intake, senders } = this.parts;
    intake.policy = this.policy();
    const deliver = deliverers(settings);
    senders.http.tryAgain(deliver.http);
    senders.tls.tryAgain(deliver.tls);
    if (captureSettings(settings) === captured) return;
    await Promise.all(this.captures.map((capture) => capture.stop()));
    this.capture();
  }

  /** Takes what is on its way in, delivers for a moment longer, and leaves the rest in the spool. */
  async stop(): Promise<void> {
    const { sockets, intake, spools, locks } = this.parts;
    await Promise.all([
      ...this.captures.map((capture) => capture.stop()),
      sockets.http.close(),
      sockets.network.close(),
    ]);
    clearInterval(this.settling);
    intake.bothSources.settle(true);
    await Promise.race([Promise.all([spools.http.flush(), spools.tls.flush()]), sleep(lastWritesMs)]);
    for (const spool of [spools.http, spools.tls]) spool.drain();
    for (const end = performance.now() + farewellMs; performance.now() < end; await sleep(20)) {
      if (spools.http.isEmpty && spools.tls.isEmpty) break;
    }
    this.delivering.abort();
    await this.delivered;
    for (const spool of [spools.http, spools.tls]) await spool.close();
    for (const release of locks) await release();
  }

  /** How the sensor is, and everything it has counted. */
  get status(): SensorStatus {
    const { spools, senders, intake, sockets } = this.parts;
    const path = (kind: 'http' | 'tls') => ({
      ...senders[kind].state,
      backlog: spools[kind].backlog,
      spool: spools[kind].counters,
      sender: senders[kind].counters,
    });
    return {
      pid: process.pid,
      started_at: this.startedAt.toISOString(),
      written_at: new Date().toISOString(),
      intake: intake.counters,
      http_socket: sockets.http.counters,
      network_socket: sockets.network.counters,
      both_sources: intake.bothSources.counters,
      policy: this.policyCounters,
      captures: this.captures.map(({ interfaceName, trouble, counters }) => ({
        interface: interfaceName,
        trouble,
        counters,
      })),
      sentinel: this.sentinelCounters,
      http: path('http'),
      tls: path('tls'),
    };
  }

  private policy(): Policy {
    return new Policy(policySettingsOf(this.settings), this.policyCounters);
  }

  private capture(): void {
    const { JA4_CAPTURE_INTERFACES: names = [], JA4_CAPTURE_PORTS: ports } = this.settings;
    const onEvent = (event: TlsEvent): void => this.parts.intake.wireHandshake(event);
    this.captures = names.map((name) => new LiveCapture(name, ports, onEvent, this.say, this.sentinelCounters));
  }
}

const captureSettings = ({ JA4_CAPTURE_INTERFACES, JA4_CAPTURE_PORTS }: SensorSettings): string =>
  JSON.stringify([JA4_CAPTURE_INTERFACES, JA4_CAPTURE_PORTS]);

function deliverers({ JA4_API_URL: baseUrl, JA4_API_KEY: apiKey }: SensorSettings): { http: Deliver; tls: Deliver } {
  const client = createClient({ baseUrl, apiKey, retries: 0, timeoutMs: deliveryMs });
  return { http: (batch) => client.events.sendHttp(batch), tls: (batch) => client.events.sendTls(batch) };
}
