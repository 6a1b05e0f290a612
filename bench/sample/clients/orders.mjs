// A shop's own back end on Node: `fetch` for the list, then `https` with a kept connection and with new, resumed ones.
import https from 'node:https';
import { seconds, SHOP } from './choices.mjs';

const HEADERS = { 'User-Agent': 'orders/2.0 (Node)', Accept: 'application/json' };

const get = (path, agent) =>
  new Promise((resolve, reject) => {
    const request = https.get(`${SHOP}${path}`, { agent, headers: HEADERS });
    request.on('response', (answer) => answer.resume().on('end', resolve));
    request.on('error', reject);
  });

const keeping = new https.Agent({ keepAlive: true, maxSockets: 2 });
const resuming = new https.Agent({ keepAlive: false });
for (let round = 0; round < 3; round++) {
  await (await fetch(`${SHOP}/api/products.json`, { headers: HEADERS })).text();
  for (let product = 1; product <= 8; product++) {
    await get(`/api/products/${product}.json`, product % 2 ? keeping : resuming);
    await seconds(0.4);
  }
}
keeping.destroy();
