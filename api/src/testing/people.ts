import type { UserWithPassword } from '../users/users.types.js';
import { answer, send } from './calls.js';
import type { Harness } from './harness.js';

/** Headers of a new analyst who has signed in. */
export async function signedIn(api: Harness, login: string): Promise<Record<string, string>> {
  const created = send(api, 'POST', '/v1/users', { login, role: 'analyst' });
  const { password: given } = await answer<UserWithPassword>(created, 201);
  const headersOf = (response: Response): Record<string, string> => {
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { authorization: '', cookie, origin: api.address };
  };
  const first = await send(api, 'POST', '/v1/session', { user: login, password: given }, { authorization: '' });
  const change = { current: given, password: 'a quite long password' };
  return headersOf(await send(api, 'PUT', '/v1/session/password', change, headersOf(first)));
}
