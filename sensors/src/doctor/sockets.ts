import { accessSync, constants, existsSync, readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { isLocked } from '../run/lock.js';
import type { SensorSettings } from '../settings/sensor-settings.js';
import { good, note, wrong, type Finding } from './finding.js';

/** Users that httpd's children run as, by distribution. */
const serverUsers = ['apache', 'www-data', 'wwwrun', 'http'];

/** Whether the sockets are there, served, and open to the web server. */
export async function socketFindings(settings: SensorSettings): Promise<Finding[]> {
  const { JA4_HTTP_SOCKET: http, JA4_NETWORK_SOCKET: network } = settings;
  const found = await Promise.all([
    findings('http.socket', http, serverAccess),
    findings('network.socket', network, () => []),
  ]);
  return found.flat();
}

/** @param access looks whether those who write to the socket may, where it is known who they are */
async function findings(about: string, path: string, access: typeof serverAccess): Promise<Finding[]> {
  if (!(await isLocked(path))) return notServed(about, path);
  if (!existsSync(path)) return [wrong(about, `the sensor runs, but somebody removed ${path}: start it again`)];
  return [good(about, `a sensor listens on ${path}`), ...access(about, path)];
}

function notServed(about: string, path: string): Finding[] {
  const dir = dirname(path);
  if (!existsSync(dir)) return [wrong(about, `${dir} does not exist: make it, writable for the sensor's user`)];
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return [note(about, `no sensor listens on ${path}; this user may`)];
  } catch {
    return [wrong(about, `this user may not make a socket in ${dir}`)];
  }
}

/** Whether a process of the web server can connect: write on the socket, search on its directory. */
function serverAccess(about: string, path: string): Finding[] {
  const groups = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name = '']) => serverUsers.includes(name));
  if (!found) return [];
  const [user = '', , uid, gid] = found;
  const own = groups.filter(([, , , members = '']) => members.split(',').includes(user)).map(([, , id]) => Number(id));
  const allows = ({ mode, uid: owner, gid: group }: Stats, bit: number): boolean => {
    if (owner === Number(uid)) return (mode & (bit << 6)) !== 0;
    return [Number(gid), ...own].includes(group) ? (mode & (bit << 3)) !== 0 : (mode & bit) !== 0;
  };
  const mode = (stats: Stats): string => (stats.mode & 0o777).toString(8);
  const [socket, dir] = [statSync(path), statSync(dirname(path))];
  if (!allows(dir, 1)) return [wrong(about, `${user} may not enter ${dirname(path)} (mode ${mode(dir)})`)];
  if (!allows(socket, 2)) {
    return [
      wrong(
        about,
        `${user} may not write to ${path} (mode ${mode(socket)}): see JA4_SOCKET_MODE and the group of its directory`,
      ),
    ];
  }
  return [good(about, `${user} may write to it`)];
}
