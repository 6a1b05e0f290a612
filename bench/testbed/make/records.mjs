import { requestLine } from '../../dist/traffic/traffic.js';

/** A request record as the module writes it, a line, with what is to be different. */
export function requestRecord(number, different = {}) {
  const event = requestLine('t', 1, number, { ip: '203.0.113.7', port: 40_000 }, 'shop.example', Date.now());
  return `${JSON.stringify({ kind: 'request', ...JSON.parse(event), ...different })}\n`;
}
