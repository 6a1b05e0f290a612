// Hunts for clients that say they are a browser and shake hands as none: one JA4 under many User-Agents, each of them a
// browser's, from few addresses. Prints a table; nothing is changed.
//
//   JA4_API_URL=https://ja4.example JA4_API_KEY=... node hunt.mjs [from, like -7d]
import { createClient, decodeJa4, jsonLines } from '@ja4-platform/sdk';

const client = createClient({ baseUrl: process.env.JA4_API_URL, apiKey: process.env.JA4_API_KEY });
const [from = '-24h'] = process.argv.slice(2);

const groups = new Map();
// Only handshakes are compared, and only those who say Mozilla: an export brings them all, however many there are.
const requests = await client.requests.export({ from, ja4: '!null', user_agent: 'Mozilla/*' });
for await (const { ja4, user_agent, client_ip, host } of jsonLines(requests)) {
  const group = groups.get(ja4) ?? { requests: 0, agents: new Set(), addresses: new Set(), hosts: new Set() };
  groups.set(ja4, group);
  group.requests++;
  group.agents.add(user_agent);
  group.addresses.add(client_ip);
  group.hosts.add(host);
}

const suspects = [...groups]
  .map(([ja4, { requests, agents, addresses, hosts }]) => ({
    ja4,
    offers: decodeJa4(ja4).alpn_words,
    requests,
    agents: agents.size,
    addresses: addresses.size,
    hosts: hosts.size,
    agents_per_address: Number((agents.size / addresses.size).toFixed(2)),
  }))
  // A browser updates itself a few times a year; a tool that makes names up has one for every other request.
  .filter(({ agents, agents_per_address }) => agents >= 3 && agents_per_address > 1)
  .sort((a, b) => b.agents - a.agents);

console.log(
  `${groups.size} fingerprints of clients that say they are browsers, ${suspects.length} with too many names`,
);
for (const suspect of suspects) console.log(JSON.stringify(suspect));
