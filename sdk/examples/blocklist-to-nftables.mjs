// Writes the addresses to block as an nftables script that takes the place of the one before, in one transaction. Run it
// every minute:
//
//   JA4_API_URL=https://ja4.example JA4_API_KEY=... node blocklist-to-nftables.mjs | nft -f -
import { text } from 'node:stream/consumers';
import { createClient } from '@ja4-platform/sdk';

const client = createClient({ baseUrl: process.env.JA4_API_URL, apiKey: process.env.JA4_API_KEY });

/** Returns the blocks of one family, the fewest that hold all addresses to block. */
async function blocks(family) {
  const list = await text(await client.decisions.blocklist({ form: 'cidr', family }));
  return list.split('\n').filter(Boolean);
}

const set = (name, type, elements) => `
  set ${name} {
    type ${type}
    flags interval
    ${elements.length ? `elements = { ${elements.join(', ')} }` : ''}
  }`;

const [ipv4, ipv6] = await Promise.all([blocks('4'), blocks('6')]);
// An empty table first, so that deleting it works the first time, too.
console.log(`table inet ja4_platform {}
delete table inet ja4_platform
table inet ja4_platform {${set('blocked4', 'ipv4_addr', ipv4)}${set('blocked6', 'ipv6_addr', ipv6)}
  chain input {
    type filter hook input priority -10; policy accept;
    ip saddr @blocked4 counter drop
    ip6 saddr @blocked6 counter drop
  }
}`);
