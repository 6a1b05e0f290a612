import type { TlsEvent } from '../sentinel/event.js';
import { defaultLimits, type Limits } from '../sentinel/limits.js';
import { Sentinel } from '../sentinel/sentinel.js';
import { timed } from './packets.js';

const rawIp = 101;

/** Runs packets (raw IP unless a link type is given) through a sentinel, one millisecond apart. */
export function run(
  packets: Buffer[],
  { linkType = rawIp, limits = {} }: { linkType?: number; limits?: Partial<Limits> } = {},
): { events: TlsEvent[]; sentinel: Sentinel } {
  const events: TlsEvent[] = [];
  const sentinel = new Sentinel((event) => events.push(event), { ...defaultLimits, ...limits });
  for (const { timeUs, bytes } of timed(packets)) sentinel.packet(linkType, timeUs, bytes, 0, bytes.length);
  sentinel.flush();
  return { events, sentinel };
}
