import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { beginning } from '@ja4-platform/common';
import { createClient, type Client, type Schemas } from '@ja4-platform/sdk';
import type { SensorStatus } from '../run/status.js';
import { hostId } from './host-id.js';
import { checked, writeRemote, type RemoteConfiguration, type RemoteSettings } from './remote-configuration.js';
import { reportOf } from './report.js';

const beatMs = 30_000;
const limitMs = 20_000;
const farewellMs = 2000;
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What heartbeats need of the sensor. */
export interface Beating {
  readonly settings: () => {
    readonly JA4_API_URL: string;
    readonly JA4_API_KEY: string;
    readonly JA4_SPOOL_DIR: string;
  };
  readonly status: () => SensorStatus;
  /** Works by these remote settings from now on. Rejects, and changes nothing, when they are wrong here. */
  readonly apply: (settings: RemoteSettings) => Promise<void>;
  /** Names of the remote settings that the host decides otherwise. */
  readonly overridden: (settings: RemoteSettings) => string[];
  readonly onTrouble: (message: string) => void;
}

/** Tells the API how the sensor is, and takes over what the API decides. */
export class Heartbeats {
  private refused: { version: number; error: string } | undefined;
  private due = new AbortController();

  constructor(
    private readonly sensor: Beating,
    private configuration: RemoteConfiguration,
  ) {}

  /** What the sensor works by beside its own settings. */
  get remote(): RemoteSettings {
    return this.configuration.settings;
  }

  /** Beats until the signal is aborted; one that fails is said and the next one tries again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.beat(signal).catch((error: unknown) => {
        if (!signal.aborted) this.sensor.onTrouble(`no heartbeat: ${(error as Error).message}`);
      });
      // Not all sensors of a platform at once.
      const pause = AbortSignal.any([signal, this.due.signal]);
      await sleep(beatMs * (0.9 + 0.2 * Math.random()), undefined, { signal: pause }).catch(() => {});
      if (this.due.signal.aborted) this.due = new AbortController();
    }
  }

  /** Beats at once, as when a person has changed something. */
  now(): void {
    this.due.abort();
  }

  /** The last heartbeat, with what was lost since the one before: its counters end with the process. */
  async farewell(): Promise<void> {
    await this.tell(AbortSignal.timeout(farewellMs)).catch((error: unknown) => {
      this.sensor.onTrouble(`no last heartbeat: ${(error as Error).message}`);
    });
  }

  /** Sends one heartbeat, and takes over the configuration that its answer names. */
  async beat(signal: AbortSignal): Promise<void> {
    const { sensor_id, config_version } = await this.tell(signal);
    if (config_version === this.configuration.version) this.refused = undefined;
    else if (config_version !== this.refused?.version) {
      await this.take(await this.client().sensors.configuration({ sensor_id, signal }));
    }
  }

  private client(): Client {
    const { JA4_API_URL: baseUrl, JA4_API_KEY: apiKey } = this.sensor.settings();
    return createClient({ baseUrl, apiKey, retries: 0, timeoutMs: limitMs });
  }

  private async tell(signal: AbortSignal): Promise<Schemas['HeartbeatAnswer']> {
    const body = {
      ...reportOf(this.sensor.status()),
      host_id: await hostId(),
      hostname: hostname(),
      sensor_version: version,
      config_version: this.configuration.version,
      config_error: this.refused?.error ?? '',
      config_overridden: this.sensor.overridden(this.remote),
    };
    return this.client().sensors.heartbeat({ body, signal });
  }

  /** A configuration that is wrong here is not tried again; the API hears why with the next heartbeat. */
  private async take({ version, settings }: RemoteConfiguration): Promise<void> {
    try {
      await this.sensor.apply(checked(settings));
    } catch (error) {
      this.refused = { version, error: beginning((error as Error).message, 2000) };
      this.sensor.onTrouble(`remote configuration ${version} is refused: ${this.refused.error}`);
      return;
    }
    this.configuration = { version, settings };
    this.refused = undefined;
    await writeRemote(this.sensor.settings().JA4_SPOOL_DIR, this.configuration);
  }
}
