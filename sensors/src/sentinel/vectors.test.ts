import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOf } from '../testing/score.js';
import { cyberchefHellos, differences, helloBodies, vectorsFolder, type ExpectedBody } from '../testing/vectors.js';
import type { TlsEvent } from './event.js';
import { fingerprintsOf } from './fingerprint/fingerprints.js';
import { protocolText } from './text.js';
import { parseClientHello } from './tls/client-hello.js';

const folder = vectorsFolder ?? '';
const options = { skip: vectorsFolder ? false : 'no shared/vectors beside the checkout' };

/** The fields of an event that follow from the hello's bytes alone. */
function fieldsOf({ body, transport }: ExpectedBody): Partial<TlsEvent> {
  const hello = parseClientHello(body, transport);
  assert.ok(hello);
  const alpn = hello.alpn?.map(protocolText) ?? null;
  return { ...fingerprintsOf(hello, transport), tls_sni: hello.serverName, tls_alpn: alpn };
}

function assertAllRight(hellos: ExpectedBody[]): void {
  const mistakes = hellos
    .map((hello) => ({ name: hello.name, wrong: differences(fieldsOf(hello), hello.expected) }))
    .filter(({ wrong }) => wrong.length > 0);
  assert.deepEqual(mistakes, []);
}

test(
  'every agreed hello of the public captures and every generated one is right in every field, and no other is found',
  options,
  async (context) => {
    const { projects, features, mistakes } = await scoreOf(folder);
    for (const [name, { expected, right }] of [...projects, ...features]) {
      context.diagnostic(`${name}: ${right} of ${expected}`);
    }
    assert.deepEqual(mistakes, []);
    assert.ok(Math.min(...[...projects.values()].map(({ expected }) => expected)) > 0);
  },
);

test('the single hellos of every transport are right in every field', options, () => {
  const hellos = helloBodies(folder);
  assert.ok(hellos.length > 0);
  assertAllRight(hellos);
});

test('the hellos of CyberChef are right in every field', options, () => {
  const hellos = cyberchefHellos(folder);
  assert.ok(hellos.length > 0);
  assertAllRight(hellos);
});
