import { createClient } from '@ja4-platform/sdk';
import { hostId } from '../heartbeat/host-id.js';
import { draftOf } from './settings-file.js';

export interface EnrolOptions {
  /** Root of the API. */
  readonly api: string;
  readonly token: string;
  /** Settings file that gets the key. */
  readonly config: string;
  /** Although another sensor is enrolled on this host. */
  readonly force: boolean;
}

/**
 * Exchanges a token for this sensor's own key and writes it, with the API's address, into the settings file.
 *
 * @returns the name of the sensor
 * @throws Error when the file cannot be written (the token is then still good), or the API refuses the token
 */
export async function enrol({ api, token, config, force }: EnrolOptions): Promise<string> {
  const client = createClient({ baseUrl: api, retries: 0 });
  const draft = await draftOf(config);
  try {
    const { sensor_id, key } = await client.sensors.enrol({ body: { token, host_id: await hostId(), force } });
    await draft.save({ JA4_API_URL: api, JA4_API_KEY: key });
    return sensor_id;
  } catch (error) {
    await draft.drop();
    throw error;
  }
}
