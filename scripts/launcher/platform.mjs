import { isIP } from 'node:net';
import { SetupError } from '../setup/fail.mjs';
import { freePort } from './ready.mjs';
import { api, embeddedClickHouse, ownRedis, workers } from './services.mjs';

/** The processes of the platform on one machine, in the order they are started; they are stopped the other way round. */
export class Platform {
  #dataDir;
  #settings;
  #say;
  #started = [];
  #url;

  constructor(dataDir, settings, say) {
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.#say = say;
  }

  /** Where the API and the dashboard are, once started. */
  get url() {
    return this.#url;
  }

  /** Starts everything and resolves once all of it answers. */
  async start() {
    const { JA4_HOST: host, JA4_PORT: wantedPort } = this.#settings;
    const port = await this.#port('JA4_PORT', wantedPort, host);
    const workersPort = await this.#port('JA4_WORKERS_PORT', this.#settings.JA4_WORKERS_PORT);
    this.#url = localUrl(host, port);

    const clickhouse = this.#settings.CLICKHOUSE_URL ? undefined : await embeddedClickHouse(this.#dataDir, this.#say);
    const redis = this.#settings.REDIS_URL ? undefined : ownRedis(this.#dataDir, this.#say);
    await Promise.all([clickhouse, redis].map((server) => server && this.#start(server.service)));

    const env = {
      JA4_HOST: host,
      JA4_PORT: String(port),
      JA4_API_URL: this.#url,
      CLICKHOUSE_URL: this.#settings.CLICKHOUSE_URL ?? clickhouse.url,
      REDIS_URL: this.#settings.REDIS_URL ?? redis.url,
    };
    await this.#start(api(this.#dataDir, this.#say, { url: this.#url, env }));
    await this.#start(workers(this.#dataDir, this.#say, { port: workersPort, env }));
  }

  async #start(service) {
    const since = Date.now();
    this.#started.push(service);
    await service.start();
    this.#say(`${service.name} is up (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  }

  /** Stops everything that was started, the last first. */
  async stop() {
    for (const service of this.#started.reverse()) await service.stop();
  }

  async #port(setting, wanted, host) {
    const port = await freePort(wanted, host);
    if (port !== undefined) return port;
    throw new SetupError(`${setting}=${wanted}: another program has this port; set ${setting} to a free one.`);
  }
}

/** Returns the URL under which this machine reaches a server that listens on `host`. */
function localUrl(host, port) {
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}
