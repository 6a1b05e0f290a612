import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Schemas } from '@ja4-platform/sdk';

/** The part of the API that a sensor speaks to about itself. */
export class TestSensorsApi {
  readonly heartbeats: Schemas['Heartbeat'][] = [];
  readonly enrolments: Schemas['Enrolment'][] = [];
  configuration: { version: number; settings: Record<string, string> } = { version: 0, settings: {} };
  readonly key = 'ja4_sensor_of_the_test';
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(([status, body]) => {
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
    });
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage): Promise<[number, unknown]> {
    const route = `${request.method} ${request.url}`;
    if (route === 'POST /v1/sensors/enrol') {
      this.enrolments.push((await json(request)) as Schemas['Enrolment']);
      return this.enrolments.length === 1
        ? [201, { sensor_id: 'web-1', key_id: 'k', key: this.key }]
        : [409, { title: 'In conflict', detail: 'was used already', status: 409, code: 'conflict', request_id: 'r' }];
    }
    if (request.headers.authorization !== `Bearer ${this.key}`) return [401, {}];
    if (route === 'POST /v1/sensors/heartbeat') {
      this.heartbeats.push((await json(request)) as Schemas['Heartbeat']);
      return [200, { sensor_id: 'web-1', config_version: this.configuration.version }];
    }
    if (route === 'GET /v1/sensors/web-1/config') return [200, { sensor_id: 'web-1', ...this.configuration }];
    return [503, {}];
  }
}
