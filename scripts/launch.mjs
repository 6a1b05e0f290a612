// Runs the platform on this machine: `start`, or `demo [--fresh] [--simulate]` with sample or simulated traffic in it.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings, settings as definitions, SettingsError } from '@ja4-platform/common';
import { prepareDemo } from './launcher/demo.mjs';
import { emptyDataDir, openDataDir } from './launcher/data-dir.mjs';
import { takeLock } from './launcher/lock.mjs';
import { Platform } from './launcher/platform.mjs';
import { greeting } from './launcher/greeting.mjs';
import { orExit, SetupError } from './setup/fail.mjs';
import { root } from './setup/paths.mjs';

const say = (message) => process.stderr.write(`${message}\n`);

function readCommand() {
  try {
    const options = { fresh: { type: 'boolean' }, simulate: { type: 'boolean' } };
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    const [mode] = positionals;
    if (positionals.length !== 1 || !['start', 'demo'].includes(mode))
      throw new Error(`unknown: ${positionals.join(' ')}`);
    for (const name of Object.keys(values)) if (mode !== 'demo') throw new Error(`--${name} belongs to the demo`);
    return { mode, fresh: values.fresh ?? false, simulate: values.simulate ?? false };
  } catch (error) {
    throw new SetupError(`${error.message}\nusage: npm start | npm run demo [-- --fresh --simulate]`);
  }
}

function readSettings() {
  try {
    return loadSettings(Object.keys(definitions));
  } catch (error) {
    throw error instanceof SettingsError ? new SetupError(error.message) : error;
  }
}

/** Resolves with why this process is to end: a signal, or that the process that ran it is gone. */
function toldToEnd() {
  return new Promise((tell) => {
    // Listening for good: a Ctrl-C reaches us from the terminal and again from the process above.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tell(signal));
    process.on('disconnect', () => tell('the process that ran the launcher is gone'));
  });
}

await orExit(async () => {
  const { mode, fresh, simulate } = readCommand();
  const settings = readSettings();
  const dataDir = resolve(root, settings.JA4_DATA_DIR);
  const end = toldToEnd();
  openDataDir(dataDir);
  const unlock = await takeLock(dataDir, mode === 'demo' ? 'npm run demo' : 'npm start');
  const platform = new Platform(dataDir, settings, say);
  const ending = new AbortController();
  try {
    if (fresh) emptyDataDir(dataDir);
    const work = async () => {
      await platform.start();
      if (mode === 'demo') await prepareDemo({ dataDir, simulate, url: platform.url, signal: ending.signal });
      process.stdout.write(greeting(platform.url, dataDir, mode));
      return end;
    };
    const reason = await Promise.race([work(), end]);
    say(`Stopping (${reason}) ...`);
  } finally {
    ending.abort();
    await platform.stop();
    unlock();
  }
  say('Everything is stopped.');
  process.exit(0);
});
