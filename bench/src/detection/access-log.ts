/** A request of an access log, as far as a log tells it. */
export interface LoggedRequest {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly ip: string;
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly userAgent: string;
}

const quoted = String.raw`"((?:[^"\\]|\\.)*)"?`;
const combined = new RegExp(String.raw`^(\S+) \S+ \S+ \[([^\]]+)\] ${quoted} (\d{3}) (\d+|-)(?: ${quoted} ${quoted})?`);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The request of a line in Apache's combined format, or undefined when it is none. */
export function loggedRequest(line: string): LoggedRequest | undefined {
  const [, ip, time, request, status, bytes, referer = '', userAgent = ''] = combined.exec(line) ?? [];
  const [, method, target, version] = /^([A-Z]+) (\S.*?)(?: HTTP\/(\d\.\d))?$/.exec(request ?? '') ?? [];
  const at = Date.parse(isoTime(time ?? ''));
  if (!ip || !method || !target || Number.isNaN(at)) return undefined;
  return {
    ...{ time: at, ip, method, target, version: version ?? '', status: Number(status) },
    bytes: bytes === '-' ? 0 : Number(bytes),
    referer: referer === '-' ? '' : referer,
    userAgent: userAgent === '-' ? '' : userAgent,
  };
}

/** RFC 3339 of a time like `17/May/2015:10:05:03 +0000`; no time of what is none. */
function isoTime(text: string): string {
  const [, day, month, year, time, hours, minutes] =
    /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/.exec(text) ?? [];
  return `${year}-${String(months.indexOf(month ?? '') + 1).padStart(2, '0')}-${day}T${time}${hours}:${minutes}`;
}

/** The request as a sensor without TLS would send it, on `host`, `shift` milliseconds later. */
export function eventLine(request: LoggedRequest, host: string, shift: number, number: number): string {
  const [path, query = ''] = split(request.target);
  const headers = [
    ['Host', host],
    ['User-Agent', request.userAgent],
    ['Referer', request.referer],
  ].filter(([, value]) => value);
  return JSON.stringify({
    time: new Date(request.time + shift).toISOString(),
    req_id: `${host}-${number}`,
    scheme: 'http',
    ...{ src_ip: request.ip, src_port: 0, dst_ip: '192.0.2.10', dst_port: 80 },
    ...{ method: request.method, host, path, query, http_version: request.version, status: request.status },
    ...{ bytes_out: request.bytes, headers },
  });
}

function split(target: string): [path: string, query?: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}
