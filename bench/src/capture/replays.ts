import type { ConnectionShape } from '../fingerprint/packets.js';

export const packetsPerSecond = 100_000;
export const packetsPerConnection = 20;
/** Connections of the capture, five seconds of them; the next time it is sent they are other addresses. */
export const connections = (5 * packetsPerSecond) / packetsPerConnection;
/** How often the capture is sent. */
export const loops = 5;

/**
 * What is replayed. The server mostly sends, so that half of the packets are none of the sensor's; and the worst there
 * is, uploads: four of five packets pass the filter, most of them full.
 */
export const replays: Record<string, ConnectionShape> = {
  downloads: { packets: packetsPerConnection },
  uploads: { packets: packetsPerConnection, dataFrom: 'client' },
};
