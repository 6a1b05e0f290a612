import { createClient } from '@ja4-platform/sdk';

/** What hostile clients put into everything they may write: markup, another direction, pictures, and a great deal of it. */
export const hostile = `<img src=x onerror=alert(1)>"'\`{{7*7}}\u202Eevil\u202C😈`;

const hour = 3_600_000;
const iso = (msAgo) => new Date(Date.now() - msAgo).toISOString();

/** Returns a finding of evidence, as the bot-detector sends it. */
export function finding(key, different) {
  const reason = {
    key: 'login-bruteforce',
    severity: 'high',
    detail: '420 failed logins in ten minutes on /login',
    feature: 'login_post_ratio',
    value: 0.98,
    expected: 0.02,
  };
  return {
    key,
    kind: 'evidence',
    client_ip: '198.18.0.1',
    ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
    host: 'login.example',
    first_seen: iso(3 * hour),
    last_seen: iso(hour),
    requests: 420,
    score: 0.91,
    level: 'high',
    model_id: null,
    reasons: [reason],
    ...different,
  };
}

const member = (index) => ({
  client_ip: `198.18.1.${index}`,
  ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
  host: 'login.example',
  first_seen: iso(5 * hour),
  last_seen: iso(hour),
  requests: 10 * index,
  score: index / 20,
  traits: [
    { trait: 'ja4', value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677' },
    { trait: 'path_bucket', value: String(index % 3) },
  ],
  measures: { login_post_ratio: index / 12, not_found_ratio: 1 / index },
});

/** Fills a platform with what the sample has too little of: many detections alike, one from a hostile client, a campaign. */
export async function seed(platform) {
  const api = createClient({ baseUrl: platform.url, apiKey: platform.secret('admin.key') });
  const alike = Array.from({ length: 40 }, (_, at) => finding(`alike-${at}`, { client_ip: `198.18.0.${at + 1}` }));
  const reasons = [{ ...alike[0].reasons[0], key: 'anomaly', detail: `${hostile} ${'long '.repeat(300)}` }];
  const long = 'x'.repeat(900);
  await api.detections.upsert({
    body: { items: [...alike, finding('hostile', { client_ip: '198.18.3.1', host: hostile + long, reasons })] },
  });
  const evidence = [
    { trait: 'ja4', value: alike[0].ja4, members: 12, detail: `one handshake from 12 addresses ${hostile}` },
  ];
  await api.campaigns.write({
    body: {
      items: [
        {
          key: 'seeded',
          name: `Password guessing ${hostile}`,
          score: 0.97,
          level: 'critical',
          evidence,
          members: Array.from({ length: 12 }, (_, at) => member(at + 1)),
        },
      ],
    },
  });
  return api;
}
