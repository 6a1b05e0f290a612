// Node's two clients: `fetch`, and `https`, which resumes the session of the server that closed its connection.
import https from 'node:https';

const url = 'https://shop.example/again';
await (await fetch(url)).text();
for (let visit = 0; visit < 2; visit++) {
  await new Promise((resolve, reject) => {
    https.get(url, (answer) => answer.resume().on('end', resolve)).on('error', reject);
  });
}
