import type { SensorSettings } from '../settings/sensor-settings.js';
import { good, note, wrong, type Finding } from './finding.js';

const limitMs = 10_000;
/** The API refuses events of more than a day ahead; correlation by address needs far less. */
const skewMs = { noted: 1000, wrong: 60_000 };

/** Whether the API can be reached and takes this key, and how far the clocks are apart. */
export async function apiFindings({ JA4_API_URL: url, JA4_API_KEY: key }: SensorSettings): Promise<Finding[]> {
  const began = Date.now();
  let response: Response;
  try {
    // A batch without a line: the key is looked at first, and then nothing is stored.
    response = await fetch(new URL('/v1/events/http', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: '',
      signal: AbortSignal.timeout(limitMs),
    });
    await response.arrayBuffer();
  } catch (error) {
    return [
      wrong('API', `${url} cannot be reached: ${reasonOf(error)}. Is JA4_API_URL right, and does a firewall allow it?`),
    ];
  }
  return [...keyFindings(url, response), ...clockFindings(response, (began + Date.now()) / 2)];
}

function keyFindings(url: string, { status }: Response): Finding[] {
  const reached = good('API', `${url} answers`);
  switch (status) {
    case 400:
      return [reached, good('key', 'the API takes this key')];
    case 401:
      return [
        reached,
        wrong('key', 'the API does not know this key, or it has expired: make a new one, set JA4_API_KEY'),
      ];
    case 403:
      return [
        reached,
        wrong('key', 'the API knows this key, but it may not send events: it needs the scope events:write'),
      ];
    case 429:
    case 503:
      return [reached, note('key', `the API is busy or its store is away (${status}); the sensor will wait`)];
    default:
      return [wrong('API', `${url} answers ${status}, which is not what the API says: is JA4_API_URL right?`)];
  }
}

function clockFindings(response: Response, hereMs: number): Finding[] {
  const thereMs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(thereMs)) return [];
  // The header has whole seconds.
  const apartMs = Math.max(0, Math.abs(hereMs - thereMs - 500) - 500);
  const words = `the clock of this host is ${(apartMs / 1000).toFixed(1)} s ${hereMs > thereMs ? 'ahead of' : 'behind'} the API's`;
  if (apartMs > skewMs.wrong)
    return [wrong('clock', `${words}: is time synchronised (chronyc tracking, timedatectl)?`)];
  if (apartMs > skewMs.noted) return [note('clock', words)];
  return [good('clock', "the clock of this host agrees with the API's")];
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
