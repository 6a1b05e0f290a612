import type { HandshakeRow } from '../../api-types.js';
import type { Rule } from './rule.js';

/** Opens connection after connection, and sends hardly a request on them. What is too few is left out by the API. */
export const handshakesWithoutRequests: Rule<HandshakeRow> = {
  key: 'handshakes-without-requests',
  severity: 'medium',
  evidence: ({ connections, used, requests, ja4s }) => ({
    detail: `${connections} handshakes with ${ja4s} JA4s in the hour, ${used} of the connections carried a request (${requests} in all)`,
  }),
};
