import { parseArgs } from 'node:util';
import { createLogger, onShutdown, SettingsError } from '@ja4-platform/common';
import { RunningSensor } from '../run/sensor.js';
import { ServiceManager } from '../run/service-manager.js';
import { writeStatus } from '../run/status.js';
import { loadSensorSettings, settingsThatNeedRestart } from '../settings/sensor-settings.js';
import { UsageError } from './usage.js';

const statusMs = 2000;

/** Runs the sensor until it is told to end: SIGTERM or SIGINT. SIGHUP reads the settings again. */
export async function runCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  let settings = readSettings(values.config);
  const log = createLogger('sensor', settings.JA4_LOG_LEVEL);
  const warn = (message: string): void => log.warn(message);
  const sensor = await RunningSensor.start(settings, log);
  const systemd = new ServiceManager(warn);
  const saveStatus = (): Promise<void> =>
    writeStatus(settings.JA4_SPOOL_DIR, sensor.status).catch((error: unknown) => warn((error as Error).message));

  process.on('SIGHUP', () => {
    try {
      const next = loadSensorSettings(values.config);
      const unchanged = settingsThatNeedRestart(settings, next);
      if (unchanged.length > 0) warn(`${unchanged.join(', ')}: this change needs a restart`);
      settings = { ...next, JA4_SPOOL_DIR: settings.JA4_SPOOL_DIR };
      log.level = settings.JA4_LOG_LEVEL;
      void sensor.reload(settings).then(() => {
        systemd.reloaded();
        log.info('settings are read again');
      });
    } catch (error) {
      log.error(`the settings stay as they are: ${(error as Error).message}`);
    }
  });
  const timer = setInterval(() => void saveStatus(), statusMs);
  onShutdown(async (reason) => {
    log.info({ reason }, 'ending');
    systemd.stopping();
    clearInterval(timer);
    await sensor.stop();
    await saveStatus();
  });
  await saveStatus();
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
