import { parseArgs } from 'node:util';
import { SettingsError } from '@ja4-platform/common';
import { apiFindings } from '../doctor/api.js';
import { captureFindings } from '../doctor/capture.js';
import { good, wrong, type Finding } from '../doctor/finding.js';
import { socketFindings } from '../doctor/sockets.js';
import { spoolFindings } from '../doctor/spool.js';
import { loadSensorSettings, type SensorSettings } from '../settings/sensor-settings.js';

const marks = { good: 'ok  ', note: 'note', wrong: 'BAD ' };

/**
 * Says in plain words what keeps a sensor with these settings from working here, for the user who asks.
 *
 * @returns the exit code: 1 when something is wrong, else 0
 */
export async function doctorCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  const findings = await examine(values.config);
  for (const { about, verdict, words } of findings) {
    process.stdout.write(`${marks[verdict]}  ${about}: ${words}\n`);
  }
  if (!findings.some(({ verdict }) => verdict === 'wrong')) return 0;
  process.stdout.write('docs/blind-sensor.md says what to do about each.\n');
  return 1;
}

async function examine(config: string | undefined): Promise<Finding[]> {
  let settings: SensorSettings;
  try {
    settings = loadSensorSettings(config);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split('\n').map((line) => wrong('settings', line));
  }
  const looks = [spoolFindings, socketFindings, captureFindings, apiFindings];
  const found = await Promise.all(looks.map((look) => look(settings)));
  return [good('settings', 'can be read'), ...found.flat()];
}
