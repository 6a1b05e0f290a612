import type { TestContext } from 'node:test';
import { TestApi } from './api.js';
import { SensorProcess } from './sensor-process.js';

/** A sensor that runs, and the API it delivers to; both end with the test. */
export async function runningSensor(
  t: TestContext,
  env: Record<string, string> = {},
): Promise<{ api: TestApi; sensor: SensorProcess }> {
  const api = new TestApi();
  await api.start();
  const sensor = new SensorProcess({ JA4_API_URL: api.url, ...env });
  t.after(async () => {
    await sensor.remove();
    await api.stop().catch(() => {});
  });
  await sensor.start();
  return { api, sensor };
}
