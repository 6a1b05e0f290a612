import { parseArgs } from 'node:util';
import { enrol } from '../enrol/enrol.js';
import { UsageError } from './usage.js';

/** Makes this host's sensor one of the platform. */
export async function enrolCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      api: { type: 'string' },
      token: { type: 'string' },
      config: { type: 'string', default: '/etc/ja4-sensor/sensor.conf' },
      force: { type: 'boolean', default: false },
    },
  });
  const { api, token, config, force } = values;
  if (!api || !URL.canParse(api) || !/^https?:$/.test(new URL(api).protocol))
    throw new UsageError('--api URL: where is the API?');
  if (!token) throw new UsageError('--token TOKEN: an administrator makes one');
  const { origin, pathname } = new URL(api);
  const sensorId = await enrol({ api: `${origin}${pathname.replace(/\/+$/, '')}`, token, config, force });
  process.stdout.write(`enrolled as ${sensorId}; the key is in ${config}\n`);
  return 0;
}
