import { createClient, type Schemas } from '@ja4-platform/sdk';
import { drained } from '../ingest/rounds.js';
import { post } from '../ingest/send.js';
import { startPlatform, type Platform } from '../platform.js';
import type { Actor } from '../simulator/actor.js';
import { trafficBatches } from '../simulator/batches.js';
import { population, type Scenario } from '../simulator/population.js';
import type { JudgedRow } from './measures.js';

export type FeatureRow = Schemas['FeatureRow'];
export type FeatureList = Pick<Schemas['FeaturePage'], 'feature_version' | 'features'>;

/** A row of the platform with what only the simulator knows. */
export interface ObservedRow extends JudgedRow {
  readonly row: FeatureRow;
}

const crawler = 'Googlebot';
const crawlerList = 'googlebot';
/** Large batches cost the platform least; it takes 32 MiB. */
const batchSize = 20_000_000;

/** A platform of its own that simulated people, machines and attackers come to. */
export class World {
  readonly #labels = new Map<string, Pick<JudgedRow, 'persona' | 'isAttack'>>();
  requests = 0;

  private constructor(private readonly platform: Platform) {}

  static async started(): Promise<World> {
    const settings = {
      ...{ JA4_RETENTION_DAYS: '3650', JA4_BACKLOG_BATCHES: '1000', JA4_RATE_LIMIT: '0' },
      // Handshakes are sent before the requests on them, so none needs to be waited for.
      JA4_GRACE_MS: '500',
    };
    return new World(await startPlatform(settings));
  }

  get client(): ReturnType<typeof createClient> {
    return createClient({ baseUrl: this.platform.apiUrl, apiKey: this.platform.adminKey });
  }

  /** Sends all that happens in a scenario, and waits until it is correlated. */
  async live(scenario: Scenario): Promise<void> {
    this.introduce(population(scenario));
    for await (const { tls, http, requests } of trafficBatches({ scenario, size: batchSize })) {
      await this.send(tls, http);
      this.requests += requests;
    }
    await drained(this.platform);
  }

  /** Forgets who was behind which address, and how many requests there were. */
  forget(): void {
    this.#labels.clear();
    this.requests = 0;
  }

  /** Says who is behind the addresses of actors. */
  introduce(actors: readonly Actor[]): void {
    for (const { ip, persona, isAttack } of actors) this.#labels.set(ip, { persona, isAttack });
  }

  /** Makes known which addresses are a search engine's own, as search engines do. */
  async publishCrawlers(): Promise<void> {
    const crawlers = [...this.#labels].filter(([, { persona }]) => persona === crawler).map(([ip]) => ip);
    const body = new TextEncoder().encode(crawlers.join('\n'));
    await this.client.referenceLists.import({ list: crawlerList, kind: 'bots', body });
  }

  /** Forgets those addresses, before requests of crawlers that are no persona's. */
  async forgetCrawlers(): Promise<void> {
    await this.client.referenceLists.remove({ list: crawlerList });
  }

  /** Sends lines of NDJSON, handshakes first as a sensor does. */
  async send(tls: Uint8Array, http: Uint8Array): Promise<void> {
    for (const [kind, { buffer, byteOffset, length }] of [['tls', tls] as const, ['http', http] as const]) {
      if (length) await post(this.platform, kind, Buffer.from(buffer, byteOffset, length));
    }
  }

  /** Waits until all that was sent is correlated. */
  settled(): Promise<void> {
    return drained(this.platform, 50);
  }

  /** The rows of hours from `from` to `to` (excluded), as the platform computes them, with who made them; those that nobody made are left out. */
  async rows(
    range: { from: string; to: string },
    labelOf = (row: FeatureRow): JudgedRow | undefined => this.#label(row),
  ): Promise<FeatureList & { rows: ObservedRow[] }> {
    const rows: ObservedRow[] = [];
    let list: FeatureList = { feature_version: 0, features: [] };
    for await (const page of this.client.features.list({ ...range, limit: 5000 }).pages()) {
      list = { feature_version: page.feature_version, features: page.features };
      for (const row of page.items) {
        const label = labelOf(row);
        if (label) rows.push({ ...label, row });
      }
    }
    return { ...list, rows };
  }

  stop(): Promise<void> {
    return this.platform.stop();
  }

  #label(row: FeatureRow): JudgedRow | undefined {
    const label = this.#labels.get(row.client_ip);
    return label && { ...label, actorDay: `${row.hour.slice(0, 10)} ${row.client_ip}` };
  }
}
