// A person in Firefox: opens the shop and follows links. Driven over WebDriver BiDi, which Firefox itself speaks.
// node browse-firefox.mjs PROFILE_FOLDER CLICKS SEED
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooser, seconds, SHOP } from './choices.mjs';

const [profile, clicks, seed] = process.argv.slice(2);
const choose = chooser(Number(seed));
const PORT = 9222;
const QUIET = [
  ...['network.captive-portal-service.enabled', 'network.connectivity-service.enabled', 'app.normandy.enabled'],
  ...['browser.safebrowsing.malware.enabled', 'browser.safebrowsing.phishing.enabled', 'app.update.auto'],
];

mkdirSync(profile, { recursive: true });
writeFileSync(join(profile, 'user.js'), QUIET.map((name) => `user_pref("${name}", false);\n`).join(''));
const firefox = spawn(
  'firefox-esr',
  ['--headless', '--no-remote', '--profile', profile, `--remote-debugging-port=${PORT}`, 'about:blank'],
  { stdio: 'ignore', env: { ...process.env, HOME: profile } },
);

async function connect() {
  for (let attempt = 0; attempt < 60; attempt++) {
    await seconds(0.5);
    const socket = new WebSocket(`ws://127.0.0.1:${PORT}/session`);
    const isOpen = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    });
    if (isOpen) return socket;
  }
  throw new Error('Firefox did not open its WebDriver port');
}

const socket = await connect();
const waiting = new Map();
let lastId = 0;
socket.addEventListener('message', ({ data }) => {
  const { id, ...answer } = JSON.parse(data);
  waiting.get(id)?.(answer);
});
async function command(method, params) {
  const id = ++lastId;
  const answer = await new Promise((resolve) => {
    waiting.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
  });
  if (answer.type === 'error') throw new Error(`${method}: ${answer.message}`);
  return answer.result;
}

await command('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
const { contexts } = await command('browsingContext.getTree', {});
const context = contexts[0].context;
await command('browsingContext.navigate', { context, url: `${SHOP}/`, wait: 'complete' });
for (let click = 0; click < Number(clicks); click++) {
  await seconds(1 + choose(40) / 10);
  const expression = `(() => { const links = document.querySelectorAll('a[href^="/"]'); links[${choose(30)} % links.length].click(); })()`;
  await command('script.evaluate', { expression, target: { context }, awaitPromise: false, userActivation: true });
}
await seconds(2);
await command('browser.close', {});
await new Promise((resolve) => firefox.on('close', resolve));
