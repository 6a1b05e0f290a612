import { BlockList, isIPv6 } from 'node:net';
import { ProblemError } from '@ja4-platform/sdk';
import type { Client, FeatureRow } from '../api-types.js';
import { DAY_MS, type Clock } from './hours.js';

/** How long what people call legitimate stays out of training: until it is sure that they were right. */
const BENIGN_DAYS = 7;

/** What labels in force say of rows, so that nobody can label an attack into what is normal. */
export class KeptOut {
  /** By host; empty for everywhere. */
  readonly #addresses = new Map<string, BlockList>();
  readonly #ja4s = new Set<string>();

  /**
   * Reads the labels: `legitimate` of the last seven days, `bot` and `suspicious` for as long as they are in force. One that
   * waits for its second person says nothing yet.
   */
  static async read(client: Client, clock: Clock): Promise<KeptOut> {
    const keptOut = new KeptOut();
    const since = new Date(clock.now() - BENIGN_DAYS * DAY_MS).toISOString();
    for await (const label of client.labels.list({ active: true, limit: 500 })) {
      if (label.awaits_second || (label.label === 'legitimate' && label.updated_at < since)) continue;
      if (label.subject === 'ja4') keptOut.#ja4s.add(`${label.host}|${label.value}`);
      else if (label.subject === 'address') keptOut.#addAddress(label.host, label.value);
      else await keptOut.#addActorOf(client, label.value);
    }
    return keptOut;
  }

  has({ client_ip, ja4, host }: Pick<FeatureRow, 'client_ip' | 'ja4' | 'host'>): boolean {
    return ['', host].some((where) => {
      if (this.#ja4s.has(`${where}|${ja4}`)) return true;
      return this.#addresses.get(where)?.check(client_ip, isIPv6(client_ip) ? 'ipv6' : 'ipv4') ?? false;
    });
  }

  async #addActorOf(client: Client, detection_id: string): Promise<void> {
    try {
      const { client_ip, host } = await client.detections.get({ detection_id });
      this.#addAddress(host, client_ip);
    } catch (error) {
      // A detection that was erased says nothing any more.
      if (!(error instanceof ProblemError && error.status === 404)) throw error;
    }
  }

  #addAddress(host: string, value: string): void {
    const [address = '', prefix] = value.split('/');
    const list = this.#addresses.get(host) ?? new BlockList();
    this.#addresses.set(host, list);
    const [family, bits] = isIPv6(address) ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
    list.addSubnet(address, Number(prefix ?? bits), family);
  }
}
