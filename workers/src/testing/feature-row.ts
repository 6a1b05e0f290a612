import { features } from '@ja4-platform/common';
import type { FeatureContext, FeatureRow } from '../api-types.js';

export const userAgents = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15',
  chromeOnIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1',
  googlebot:
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/142.0.0.0 Safari/537.36',
  curl: 'curl/8.14.1',
};

/** Measured JA4s of real clients. */
export const ja4s = {
  chromium: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
  firefox: 't13d1717h2_5b57614c22b0_3cbfd9057e0d',
  safari: 't13d2014h2_a09f3c656075_e42f34c56612',
  go: 't13d1911h2_9dc949149365_97f8aa674fd9',
  openssl: 't13d3013h2_1d37bd780c83_8537cf56674e',
};

type Overrides = Partial<Omit<FeatureRow, 'context'>> & {
  context?: Partial<FeatureContext>;
  /** Values of features by name; those that are not named are not known. */
  features?: Record<string, number>;
};

/** An hour of an honest Chrome, changed as a test needs it. */
export function featureRow({ context = {}, features: known, ...row }: Overrides = {}): FeatureRow {
  return {
    hour: '2026-11-22T14:00:00Z',
    client_ip: '203.0.113.7',
    ja4: ja4s.chromium,
    host: 'shop.example',
    correlated: true,
    requests: 40,
    values: known ? features.map(({ name }) => known[name] ?? null) : [],
    ...row,
    context: {
      user_agents: [userAgents.chrome],
      sample_paths: ['/', '/style.css'],
      sensitive_requests: 0,
      login_posts: 0,
      login_posts_refused: 0,
      not_found: 0,
      without_accept_language: 0,
      without_sec_fetch: 0,
      header_orders: [],
      http_versions: ['2'],
      ja4_r: null,
      tls_alpn: ['h2', 'http/1.1'],
      h2_fingerprint: '1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p',
      payload_requests: 0,
      verified_bot: null,
      false_bot: null,
      server_names: ['shop.example'],
      ttl: 115,
      tcp_options: '2-1-3-1-1-4',
      busiest_ten_seconds: 12,
      address_requests: 40,
      address_failed: 0,
      login_fleet_addresses: 0,
      login_fleet_posts: 0,
      login_fleet_refused: 0,
      first_seen: '2026-11-22T14:03:21.482913Z',
      last_seen: '2026-11-22T14:44:40.112000Z',
      ...context,
    },
  };
}
