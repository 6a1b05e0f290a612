import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestApi } from '../testing/api.js';
import { hello, silentServer, whyNoCapture, type Heard } from '../testing/openssl.js';
import { SensorProcess, until } from '../testing/sensor-process.js';

const recordHeaderBytes = 5;

test(
  'a handshake that module and wire both show arrives once, each of the others too, and those of network.socket',
  { skip: whyNoCapture() },
  async (t) => {
    const api = new TestApi();
    await api.start();
    const heard: Heard[] = [];
    const { port, close } = await silentServer('127.0.0.1', (hello) => heard.push(hello));
    const sensor = new SensorProcess({
      JA4_API_URL: api.url,
      JA4_CAPTURE_INTERFACES: 'lo',
      JA4_CAPTURE_PORTS: String(port),
    });
    t.after(async () => {
      close();
      await sensor.remove();
      await api.stop();
    });
    await sensor.start();
    await until(() => sensor.status?.captures[0]?.trouble === '', 'the capture');
    await hello(`127.0.0.1:${port}`, 'both.example');
    await hello(`127.0.0.1:${port}`, 'wire.example');
    const { bytes, clientPort } = heard[0]!;
    const record = {
      kind: 'handshake',
      time: new Date().toISOString(),
      conn_id: 'c-1',
      src_ip: '127.0.0.1',
      src_port: clientPort,
      dst_ip: '127.0.0.1',
      dst_port: port,
      client_hello: bytes.subarray(recordHeaderBytes).toString('base64'),
      syn: null,
    };
    await sensor.write([JSON.stringify(record)]);
    await until(() => api.events('tls').length >= 2, 'two handshakes');
    const [first, second] = api.events('tls').sort((a, b) => String(a.tls_sni).localeCompare(String(b.tls_sni)));
    assert.deepEqual([first?.tls_sni, first?.source, first?.conn_id], ['both.example', 'module', 'c-1']);
    assert.deepEqual([second?.tls_sni, second?.source, second?.conn_id], ['wire.example', 'wire', '']);
    assert.equal(first?.ja4, second?.ja4, 'both ways come to the same fingerprint of the same client');

    const foreign = { ...second, src_port: 1, tls_sni: 'network.example' };
    await sensor.write([JSON.stringify(foreign), '{"ja4":"none"}'], sensor.networkSocket);
    await until(() => api.events('tls').length >= 3, 'a third one');
    assert.deepEqual(api.events('tls')[2], foreign);
    await sensor.end();
    assert.equal(api.events('tls').length, 3);
    assert.equal(sensor.status?.both_sources.duplicates, 1);
    assert.equal(sensor.status.intake.invalid, 1);
    assert.match(sensor.log, /network\.socket: a line is no record: time is no text/);
  },
);
