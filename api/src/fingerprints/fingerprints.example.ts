import type { DecodedJa4 } from '../generated/decode/decode-ja4.js';
import type { Fingerprint, FingerprintDetail, DictionaryEntry } from './fingerprints.types.js';

export const exampleDecoded: DecodedJa4 = {
  form: 'ja4',
  transport: 'TLS over TCP',
  version: 'TLS 1.3',
  server_name: true,
  cipher_count: 15,
  extension_count: 16,
  alpn: 'h2',
  alpn_words: 'first protocol (ALPN) h2',
  cipher_hash: '8daaf6152771',
  extension_hash: 'd8a2da3f94cd',
  ciphers: null,
  extensions: null,
  signature_algorithms: null,
};

export const exampleEntry: DictionaryEntry = {
  ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
  list: 'clients',
  client: 'Chrome 133-142',
  category: 'browser',
};

export const exampleFingerprint: Fingerprint = {
  ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
  requests: 20_114,
  share: 0.417,
  ips: 181,
  hosts: 3,
  user_agents: 12,
  asns: 40,
  browser_share: 0.998,
  browsers: [{ value: 'chrome', requests: 18_030, share: 0.896 }],
  first_seen: '2026-11-22T00:00:03.100000Z',
  last_seen: '2026-11-22T23:59:58.700000Z',
  clients: [{ list: 'clients', client: 'Chrome 133-142', category: 'browser' }],
};

export const exampleDetail: FingerprintDetail = {
  from: '2026-11-22T00:00:00.000000Z',
  to: '2026-11-23T00:00:00.000000Z',
  decoded: exampleDecoded,
  seen: exampleFingerprint,
  clients: [{ list: 'clients', client: 'Chrome 133-142', category: 'browser' }],
  requests_read: 5000,
  shared_by: [
    {
      attribute: 'ip',
      distinct: 181,
      items: [
        {
          value: '198.51.100.1',
          requests: 412,
          share: 0.02,
          label: '',
          first_seen: '2026-11-22T09:10:00.000000Z',
          last_seen: '2026-11-22T17:40:11.000000Z',
        },
      ],
    },
  ],
};
