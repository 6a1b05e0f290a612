// mod_reqin_log under valgrind's memcheck, which unlike the sanitizers also watches what httpd, APR and OpenSSL do with the
// module's memory: reads of what was never written, pools that are gone, leaks.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { exchange, listen, missingPrograms, startApache, until } from './apache.mjs';
import { connectTo, helloBytes, sendInPieces } from './clients.mjs';

const missing = missingPrograms('valgrind');
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);

for (const mpm of ['event', 'prefork'])
  test(
    `memcheck finds nothing: plain, TLS, h2, bad requests, half hellos, restarts, no sensor (${mpm})`,
    { skip },
    async () => {
      const apache = await startApache({ extra: 'JsonSockLogTLS On\nTimeout 10', mpm, memcheck: true });
      let reader;
      try {
        reader = await listen(apache.socketPath);
        const https = `https://127.0.0.1:${apache.tlsPort}`;
        const curl = (...args) => runFile('curl', ['-sk', '--max-time', '60', '-o', '/dev/null', ...args]);
        const kinds = (kind) => reader.records.filter((record) => record.kind === kind).length;

        await curl('--http1.1', `${https}/?[1-5]`);
        await curl('--http2', `${https}/?[1-5]`);
        await curl('-H', `X-Long: ${'\u00ff"\\'.repeat(300)}`, '-d', 'a=b', `http://127.0.0.1:${apache.port}/echo/env`);
        await until(() => kinds('request') === 11 && kinds('handshake') === 2, '11 requests and 2 handshakes');
        await exchange(apache.port, 'NONSENSE\r\n\r\n');
        await exchange(apache.tlsPort, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
        await until(() => kinds('request') >= 13, 'malformed requests');

        const hello = await helloBytes();
        const slow = await connectTo(apache.tlsPort);
        await sendInPieces(slow, hello, 97, 5);
        slow.destroy();
        await until(() => kinds('handshake') === 3, 'a hello without a request');
        const half = await connectTo(apache.tlsPort);
        await sendInPieces(half, hello.subarray(0, 700), 97, 5);
        half.destroy();

        apache.restart();
        await until(
          async () =>
            await curl(`${https}/?after`).then(
              () => true,
              () => false,
            ),
          'Apache after a restart',
        );
        await reader.close();
        reader = undefined;
        await curl('--http1.1', `${https}/?absent=[1-5]`);
        assert.doesNotMatch(apache.errorLog(), /exit signal/);
      } finally {
        await reader?.close();
        await apache.stop();
      }
    },
  );
