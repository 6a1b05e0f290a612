// The shop's counterpart for browsers: every answer closes its connection, so that the next request resumes the session.
// node web.mjs CERTIFICATE_FILE KEY_FILE
import { readFileSync } from 'node:fs';
import https from 'node:https';

const [cert, key] = process.argv.slice(2).map((path) => readFileSync(path));

const fetching = (url) => `<!doctype html><script type=module>
for (let n = 1; n <= 3; n++) {
  await fetch('${url}' + n, { cache: 'no-store', mode: 'no-cors' }).catch(() => {});
  await new Promise((wait) => setTimeout(wait, 500));
}
</script>`;

/** Two peers in one page talk over a data channel, which is DTLS (RFC 8832). */
const dataChannel = `<!doctype html><script type=module>
const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate);
two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate);
one.createDataChannel('talk');
await one.setLocalDescription();
await two.setRemoteDescription(one.localDescription);
await two.setLocalDescription();
await one.setRemoteDescription(two.localDescription);
</script>`;

const pages = {
  '/': fetching('/'),
  '/early-data': fetching('https://shop.example:8445/'),
  '/data-channel': dataChannel,
};

function answer(request, response) {
  response.setHeader('Connection', 'close');
  response.setHeader('Content-Type', 'text/html');
  response.end(pages[request.url] ?? 'ok');
}

https.createServer({ cert, key }, answer).listen(443, '::');
// No client sends a key share for this group unasked: each is asked to retry (RFC 8446 section 4.1.4).
https.createServer({ cert, key, ecdhCurve: 'P-384' }, answer).listen(444, '::');
