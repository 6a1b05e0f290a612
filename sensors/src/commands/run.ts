import { parseArgs } from 'node:util';
import { createLogger, onShutdown, SettingsError } from '@ja4-platform/common';
import { Heartbeats } from '../heartbeat/heartbeats.js';
import { readRemote, type RemoteSettings } from '../heartbeat/remote-configuration.js';
import { RunningSensor } from '../run/sensor.js';
import { ServiceManager } from '../run/service-manager.js';
import { writeStatus } from '../run/status.js';
import { Troubles } from '../run/troubles.js';
import { hostSettings, loadSensorSettings, settingsThatNeedRestart } from '../settings/sensor-settings.js';
import { UsageError } from './usage.js';

const statusMs = 2000;

/** Runs the sensor until it is told to end: SIGTERM or SIGINT. SIGHUP reads the settings again. */
export async function runCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  let settings = readSettings(values.config);
  const log = createLogger('sensor', settings.JA4_LOG_LEVEL);
  const warn = (message: string): void => log.warn(message);
  let kept = await readRemote(settings.JA4_SPOOL_DIR);
  try {
    settings = loadSensorSettings(values.config, process.env, kept.settings);
  } catch (error) {
    warn(`remote configuration ${kept.version} is left out: ${(error as Error).message}`);
    kept = { version: 0, settings: {} };
  }
  log.level = settings.JA4_LOG_LEVEL;
  const sensor = await RunningSensor.start(settings, log);
  const systemd = new ServiceManager(warn);
  const saveStatus = (): Promise<void> =>
    writeStatus(settings.JA4_SPOOL_DIR, sensor.status).catch((error: unknown) => warn((error as Error).message));

  const apply = async (remote: RemoteSettings): Promise<void> => {
    const next = loadSensorSettings(values.config, process.env, remote);
    const unchanged = settingsThatNeedRestart(settings, next);
    if (unchanged.length > 0) warn(`${unchanged.join(', ')}: this change needs a restart`);
    settings = { ...next, JA4_SPOOL_DIR: settings.JA4_SPOOL_DIR };
    log.level = settings.JA4_LOG_LEVEL;
    await sensor.reload(settings);
  };
  const troubles = new Troubles(warn);
  const heartbeats = new Heartbeats(
    {
      settings: () => settings,
      status: () => sensor.status,
      apply,
      overridden: (remote) => {
        const own = hostSettings(values.config, process.env);
        return Object.keys(remote).filter((name) => own[name] !== undefined);
      },
      onTrouble: (message) => troubles.say(message),
    },
    kept,
  );
  const beating = new AbortController();
  process.on('SIGHUP', () => {
    apply(heartbeats.remote).then(
      () => {
        systemd.reloaded();
        heartbeats.now();
        log.info('settings are read again');
      },
      (error: unknown) => log.error(`the settings stay as they are: ${(error as Error).message}`),
    );
  });
  const timer = setInterval(() => void saveStatus(), statusMs);
  onShutdown(async (reason) => {
    log.info({ reason }, 'ending');
    systemd.stopping();
    clearInterval(timer);
    beating.abort();
    await sensor.stop();
    await Promise.all([saveStatus(), heartbeats.farewell()]);
  });
  await saveStatus();
  void heartbeats.run(beating.signal);
  systemd.ready();
  log.info({ spool: settings.JA4_SPOOL_DIR, api: settings.JA4_API_URL }, 'running');
  return new Promise(() => {});
}

function readSettings(file: string | undefined) {
  try {
    return loadSensorSettings(file);
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(error.message, { cause: error }) : error;
  }
}
